import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { account, anImage, aRegistration, transactionHash } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { SignRegistration } from './sign-registration'

const sessionWith = ({ wallet }: ReturnType<typeof scriptedWallet>) => ({ wallet, account, chainId: 31337 }) as const
const session = sessionWith(scriptedWallet())
const path = '/api/images/bafkreiexample/transaction'

it('tells the server which transaction to expect, and is not pressed twice', async () => {
  const told: unknown[] = []
  server.use(
    http.put(path, async ({ request }) => {
      told.push(await request.json())
      return HttpResponse.json(anImage({ version: 2 }))
    }),
  )
  renderWithQueries(<SignRegistration image={anImage()} session={session} rpcUrl={null} />)

  await userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))
  expect(await screen.findByText(/Sent; waiting/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign registration' })).toBeDisabled()
  expect(told).toEqual([{ transactionHash }])
})

it('can sign anew once the image awaits its signature again', async () => {
  server.use(http.put(path, () => HttpResponse.json(anImage({ version: 2 }))))
  const { rerenderPart } = renderWithQueries(<SignRegistration image={anImage()} session={session} rpcUrl={null} />)
  await userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))
  await screen.findByText(/Sent; waiting/)

  rerenderPart(<SignRegistration image={anImage({ version: 3 })} session={session} rpcUrl={null} />)
  expect(screen.getByRole('button', { name: 'Sign registration' })).toBeEnabled()
})

it('says that nothing was sent when the user declines', async () => {
  const declining = scriptedWallet({
    eth_sendTransaction: () => {
      throw rpcError(4001, 'User rejected the request')
    },
  })
  renderWithQueries(<SignRegistration image={anImage()} session={sessionWith(declining)} rpcUrl={null} />)

  await userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('You declined the request in the wallet.')
  expect(screen.getByRole('button', { name: 'Sign registration' })).toBeEnabled()
})

it('does not call a sent transaction failed because the server could not be told', async () => {
  server.use(http.put(path, () => HttpResponse.json({ title: 'Image not found' }, { status: 404 })))
  renderWithQueries(<SignRegistration image={anImage()} session={session} rpcUrl={null} />)

  await userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))
  expect(await screen.findByText(/It will find the registration on the chain by itself/)).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('offers to sign again a transaction that the chain does not show', () => {
  renderWithQueries(<SignRegistration image={anImage({ phase: 'submitted' })} session={session} rpcUrl={null} />)

  expect(screen.getByRole('button', { name: 'Sign again' })).toBeEnabled()
})

it('offers nothing once the chain shows the registration', () => {
  const image = anImage({ phase: 'confirming', registration: aRegistration() })
  renderWithQueries(<SignRegistration image={image} session={session} rpcUrl={null} />)

  expect(screen.queryByRole('button')).toBeNull()
})
