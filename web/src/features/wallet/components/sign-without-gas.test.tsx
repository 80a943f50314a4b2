import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import type { RegistrationRequest } from '../../../lib/types'
import { account, anImage, aRegistrationRequest } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { SignRegistration } from './sign-registration'

const path = '/api/images/bafkreiexample'
const signature = `0x${'5a'.repeat(65)}`

/** A page beside a server that relays; what each was asked for is kept. */
function show(request: RegistrationRequest, relay = true, script: Parameters<typeof scriptedWallet>[0] = {}) {
  const asked = { registrants: [] as (string | null)[], signed: [] as unknown[], sent: [] as unknown[] }
  const sign = (params: unknown) => (asked.signed.push(params), signature)
  const { wallet } = scriptedWallet({ eth_signTypedData_v4: sign, ...script })
  server.use(
    http.get(`${path}/registration-request`, ({ request: { url } }) => {
      asked.registrants.push(new URL(url).searchParams.get('registrant'))
      return HttpResponse.json(request)
    }),
    http.post(`${path}/registration`, async ({ request: post }) => {
      asked.sent.push(await post.json())
      return HttpResponse.json(anImage(), { status: 202 })
    }),
  )
  renderWithQueries(
    <SignRegistration image={anImage()} session={{ wallet, account, chainId: 31337 }} rpcUrl={null} relay={relay} />,
  )
  return asked
}

const signWithoutGas = () => userEvent.click(screen.getByRole('button', { name: 'Sign without gas' }))

it('has the account sign the registration and hands the signature to the server', async () => {
  const request = aRegistrationRequest()
  const { registrants, signed, sent } = show(request)

  await signWithoutGas()
  expect(await screen.findByText('Signed; waiting for the server to send it.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign registration' })).toBeDisabled()
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
      HttpResponse.json({ title: 'No relay here', detail: 'This server has no signer.' }, { status: 409 }),
    ),
  )

  await signWithoutGas()
  expect(await screen.findByRole('alert')).toHaveTextContent('This server has no signer.')
  expect(screen.getByRole('button', { name: 'Sign without gas' })).toBeEnabled()
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
