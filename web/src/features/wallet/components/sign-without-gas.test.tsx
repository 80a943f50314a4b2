import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import type { RegistrationRequest, RelayedRegistration } from '../../../lib/relay'
import type { Image } from '../../../lib/types'
import { account, anImage, aRegistrationRequest } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { SignRegistration } from './sign-registration'

const path = '/api/images/bafkreiexample'
const signature = `0x${'5a'.repeat(65)}`

const relayed = (phase: RelayedRegistration['phase'], reason: string | null = null): RelayedRegistration => ({
  phase,
  transactionHash: null,
  reason,
})

/** A page beside a server that relays; what each was asked for is kept, and what becomes of a registration can be changed. */
function show(request: RegistrationRequest, relay = true, script: Parameters<typeof scriptedWallet>[0] = {}) {
  const asked = { registrants: [] as (string | null)[], signed: [] as unknown[], sent: [] as unknown[] }
  const state = { call: relayed('queued') }
  const sign = (params: unknown) => (asked.signed.push(params), signature)
  const { wallet } = scriptedWallet({ eth_signTypedData_v4: sign, ...script })
  server.use(
    http.get(`${path}/registration-request`, ({ request: { url } }) => {
      asked.registrants.push(new URL(url).searchParams.get('registrant'))
      return HttpResponse.json(request)
    }),
    http.post(`${path}/registration`, async ({ request: post }) => {
      asked.sent.push(await post.json())
      return HttpResponse.json(relayed('queued'), { status: 202 })
    }),
    http.get(`${path}/registration`, () => HttpResponse.json(state.call)),
  )
  const part = (image: Image) => (
    <SignRegistration
      image={image}
      session={{ wallet, account, chainId: 31337 }}
      rpcUrl={null}
      resetAt={null}
      relay={relay}
    />
  )
  const { rerenderPart } = renderWithQueries(part(anImage()))
  return { ...asked, state, become: (image: Image) => rerenderPart(part(image)) }
}

const withoutGas = () => screen.getByRole('button', { name: 'Sign without gas' })
const signWithoutGas = () => userEvent.click(withoutGas())

it('has the account sign the registration and hands the signature to the server', async () => {
  const request = aRegistrationRequest()
  const { registrants, signed, sent } = show(request)

  await signWithoutGas()
  expect(await screen.findByText(/^Signed; waiting for the server to send it/)).toBeVisible()
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'true')
  expect(registrants).toEqual([account])
  expect(sent).toEqual([{ registrant: account, deadline: request.message.deadline, signature }])

  const [signer, json] = signed[0] as [string, string]
  expect(signer).toBe(account)
  expect(JSON.parse(json)).toMatchObject({
    primaryType: 'Registration',
    domain: { chainId: 31337 },
    message: {
      registrant: account.toLowerCase(),
      digest: anImage().digest,
      deadline: String(request.message.deadline),
    },
  })
})

it('signs nothing that registers something else, and says what was wrong', async () => {
  const other = `0x${'11'.repeat(32)}`
  const request = aRegistrationRequest()
  const { signed, sent } = show({ ...request, message: { ...request.message, digest: other } })

  await signWithoutGas()
  expect(await screen.findByRole('alert')).toHaveTextContent(`digest ${other}`)
  expect([signed, sent]).toEqual([[], []])
})

it('says why the server did not take the signature', async () => {
  show(aRegistrationRequest())
  server.use(
    http.post(`${path}/registration`, () =>
      HttpResponse.json({ title: 'One is under way', detail: 'Another one is being sent.' }, { status: 409 }),
    ),
  )

  await signWithoutGas()
  expect(await screen.findByRole('alert')).toHaveTextContent('Another one is being sent.')
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'false')
})

it('leaves the own wallet to be used meanwhile, and says that both may be paid for', async () => {
  show(aRegistrationRequest())

  await signWithoutGas()
  expect(await screen.findByText(/both transactions may be paid for/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign registration' })).toHaveAttribute('aria-disabled', 'false')
})

it('says why the registration was refused later, until that is dismissed or it is signed anew', async () => {
  const { state } = show(aRegistrationRequest())
  await signWithoutGas()
  await screen.findByText(/^Signed; waiting/)

  state.call = relayed('refused', 'The registry refuses it: the signature has expired.')
  expect(await screen.findByRole('alert')).toHaveTextContent('The registry refuses it: the signature has expired.')
  expect(screen.queryByText(/waiting for the server/)).toBeNull()
  await signWithoutGas()
  expect(await screen.findByText(/^Signed; waiting/)).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()

  await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'false')
})

it('goes on following the registration through the phases of the image', async () => {
  const { state, become } = show(aRegistrationRequest())
  await signWithoutGas()
  await screen.findByText(/^Signed; waiting/)

  state.call = relayed('sent')
  become(anImage({ version: 2, phase: 'submitted' }))
  expect(await screen.findByText(/^Sent by the server/)).toBeVisible()
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'true')

  state.call = relayed('final')
  expect(await screen.findByText(/Only if you cancelled/)).toBeVisible()
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'false')
})

it('says that the server no longer knows of the registration', async () => {
  show(aRegistrationRequest())
  const forgotten = { title: 'Not relayed', detail: 'No signed registration was sent from here lately.' }
  server.use(http.get(`${path}/registration`, () => HttpResponse.json(forgotten, { status: 404 })))

  await signWithoutGas()
  expect(await screen.findByRole('alert')).toHaveTextContent('No signed registration was sent from here lately.')
  expect(withoutGas()).toHaveAttribute('aria-disabled', 'false')
})

it('sends nothing when the user declines', async () => {
  const { sent } = show(aRegistrationRequest(), true, {
    eth_signTypedData_v4: () => {
      throw rpcError(4001, 'User rejected the request')
    },
  })

  await signWithoutGas()
  expect(await screen.findByRole('alert')).toHaveTextContent('You declined the request in the wallet.')
  await waitFor(() => expect(sent).toEqual([]))
})

it('is not offered where the server relays nothing', () => {
  show(aRegistrationRequest(), false)

  expect(screen.queryByRole('button', { name: 'Sign without gas' })).toBeNull()
})
