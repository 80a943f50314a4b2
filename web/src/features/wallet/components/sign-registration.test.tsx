import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { imageHeading } from '../../../lib/go-to-image'
import type { Image, ImagePhase } from '../../../lib/types'
import { account, anImage, aRegistration, transactionHash } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { SignRegistration } from './sign-registration'

const path = '/api/images/bafkreiexample/transaction'

const part = (image: Image, { wallet } = scriptedWallet()) => (
  <SignRegistration
    image={image}
    session={{ wallet, account, chainId: 31337 }}
    rpcUrl={null}
    resetAt={null}
    relay={false}
  />
)

const show = (image: Image, scripted?: ReturnType<typeof scriptedWallet>) => renderWithQueries(part(image, scripted))
const sign = () => userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))

const throwing = (code: number, message: string) =>
  scriptedWallet({
    eth_sendTransaction: () => {
      throw rpcError(code, message)
    },
  })

it('tells the server which transaction to expect, and is not pressed twice', async () => {
  const told: unknown[] = []
  server.use(
    http.put(path, async ({ request }) => {
      told.push(await request.json())
      return HttpResponse.json(anImage({ version: 2 }))
    }),
  )
  show(anImage())

  await sign()
  expect(await screen.findByText(/Sent; waiting/)).toBeVisible()
  await sign()
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'true')
  expect(told).toEqual([{ transactionHash }])
})

it('leaves the focus at the image when its button goes with the phase', async () => {
  server.use(http.put(path, () => HttpResponse.json(anImage({ version: 2 }))))
  const image = (parts: Partial<Image>) => (
    <>
      <h2 id={imageHeading} tabIndex={-1}>
        Image
      </h2>
      {part(anImage(parts))}
    </>
  )
  const { rerenderPart } = renderWithQueries(image({}))
  await sign()
  await screen.findByText(/Sent; waiting/)
  expect(screen.getByRole('button')).toHaveFocus()

  rerenderPart(image({ version: 2, phase: 'submitted' }))
  expect(screen.getByRole('heading')).toHaveFocus()
})

it('can sign anew once the image awaits its signature again', async () => {
  server.use(http.put(path, () => HttpResponse.json(anImage({ version: 2 }))))
  const { rerenderPart } = show(anImage())
  await sign()
  await screen.findByText(/Sent; waiting/)

  rerenderPart(part(anImage({ version: 3 })))
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'false')
})

it('says that nothing was sent when the user declines', async () => {
  show(anImage(), throwing(4001, 'User rejected the request'))

  await sign()
  expect(await screen.findByRole('alert')).toHaveTextContent('Not signed')
  expect(screen.getByRole('alert')).toHaveTextContent('You declined the request in the wallet.')
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'false')
})

it('does not claim that nothing was sent when the wallet reports an error that proves nothing', async () => {
  show(anImage(), throwing(-32603, 'Internal error'))

  await sign()
  expect(await screen.findByRole('alert')).toHaveTextContent('If it sent the transaction all the same')
  expect(screen.queryByText('Not signed')).toBeNull()
})

it.each(['submitted', 'confirming', 'classified'] as const)(
  'forgets what the wallet reported once the image is %s',
  async (phase) => {
    const { rerenderPart } = show(anImage(), throwing(-32603, 'Internal error'))
    await sign()
    await screen.findByRole('alert')

    rerenderPart(part(anImage({ version: 2, phase })))
    expect(screen.queryByRole('alert')).toBeNull()
  },
)

it('does not wait for ever for a wallet that never answers, once the chain has moved on', async () => {
  const { rerenderPart } = show(anImage(), scriptedWallet({ eth_sendTransaction: () => new Promise(() => undefined) }))
  await sign()
  expect(screen.getByText(/Open your wallet/)).toBeVisible()

  rerenderPart(part(anImage({ version: 2, phase: 'confirming', registration: aRegistration() })))
  rerenderPart(part(anImage({ version: 3, phase: 'reorged' })))
  expect(screen.getByRole('button', { name: 'Sign again' })).toHaveAttribute('aria-disabled', 'false')
})

it('does not call a sent transaction failed because the server could not be told', async () => {
  server.use(http.put(path, () => HttpResponse.json({ title: 'Image not found' }, { status: 404 })))
  show(anImage())

  await sign()
  expect(await screen.findByText(/It will find the registration on the chain by itself/)).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('can sign anew where the server could not be told, since a cancelled transaction would never change the image', async () => {
  server.use(http.put(path, () => HttpResponse.json({ title: 'Image not found' }, { status: 404 })))
  show(anImage())

  await sign()
  expect(await screen.findByText(/Sign again only if you cancelled the transaction/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'false')
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'false')
})

it.each<[ImagePhase, string]>([
  ['stored', 'Sign registration'],
  ['awaitingSignature', 'Sign registration'],
  ['submitted', 'Sign again'],
  ['reverted', 'Sign again'],
  ['replaced', 'Sign again'],
  ['dropped', 'Sign again'],
  ['reorged', 'Sign again'],
  ['misdirected', 'Sign again'],
  ['unattributed', 'Sign again'],
])('offers while %s: %s', (phase, name) => {
  show(anImage({ phase }))

  expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'false')
})

it.each<[ImagePhase, RegExp]>([
  ['submitted', /Only if you cancelled/],
  ['reorged', /Only if the transaction does not come back/],
])('puts signing again second while %s', (phase, hint) => {
  show(anImage({ phase }))

  expect(screen.getByRole('button', { name: 'Sign again' })).not.toHaveClass('primary')
  expect(screen.getByRole('button', { name: 'Sign again' })).toHaveAccessibleDescription(hint)
})

it.each<ImagePhase>(['confirming', 'registered', 'classifying', 'classified', 'failed'])(
  'offers nothing while %s, since the chain shows the registration',
  (phase) => {
    show(anImage({ phase, registration: aRegistration() }))

    expect(screen.queryByRole('button')).toBeNull()
  },
)
