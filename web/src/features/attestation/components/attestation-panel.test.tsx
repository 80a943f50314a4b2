import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { afterEach, expect, it, vi } from 'vitest'

import type { Wallet } from '../../../lib/wallet'
import { account, anAttestation, aRegistration, aResult, transactionHash } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import type { Attestation } from '../api/get-attestation'
import { AttestationPanel } from './attestation-panel'

const attested = { at: '2026-08-01T10:10:00Z', result: 'present' } as const

const serve = (...answers: Partial<Attestation>[]) =>
  server.use(
    http.get('/api/images/bafkreiexample/attestation', () =>
      HttpResponse.json(anAttestation(answers.length > 1 ? answers.shift() : answers[0])),
    ),
  )

type Shown = { signer?: `0x${string}` | null; mayChange?: boolean; wallet?: Wallet }

const show = ({ signer = account, mayChange = true, wallet = scriptedWallet().wallet }: Shown = {}) =>
  renderWithQueries(
    <AttestationPanel
      cid="bafkreiexample"
      result={aResult()}
      registration={aRegistration()}
      session={signer === null ? null : { wallet, account: signer, chainId: 31337 }}
      rpcUrl={null}
      mayChange={mayChange}
    />,
  )

const button = () => screen.findByRole('button', { name: 'Attest to this result' })
const region = () => screen.getByRole('region', { name: 'Attestation' })

afterEach(() => void vi.useRealTimers())

it('has the registrant send what the server says, and tells once the chain shows it', async () => {
  const sent: unknown[] = []
  const { wallet } = scriptedWallet({
    eth_sendTransaction: (params) => {
      sent.push(params)
      return transactionHash
    },
  })
  serve({}, { attested })
  show({ wallet })

  expect(await button()).toHaveAccessibleDescription(
    'Puts the digests of this result and of its models on the chain, from the account that registered the image.',
  )
  expect(region()).toHaveTextContent('attested to no result on the chain')
  await userEvent.click(await button())
  expect(await screen.findByText('Sent; waiting for the chain to show it.')).toBeVisible()
  expect(await screen.findByText(/attested to this result on the chain/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Attest to this result' })).toBeNull()
  const { to, data } = anAttestation().call
  expect(sent).toEqual([[{ from: account, to, data }]])
})

it.each<[`0x${string}` | null, string]>([
  [null, 'Connect a wallet first.'],
  [
    '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    'Only the account that registered the image can: choose it in the wallet.',
  ],
])('cannot be done by another account: %s', async (signer, why) => {
  serve({})
  show({ signer })

  expect(await button()).toBeDisabled()
  expect(await button()).toHaveAccessibleDescription(why)
})

it.each([
  ['earlier', /attested to an earlier result on the chain.*, not to this one\./],
  ['unknown', /attested on the chain.*to a result that is not known here\./],
] as const)('is offered anew where another result was attested to: %s', async (result, what) => {
  serve({ attested: { ...attested, result } })
  show()

  expect(await button()).toBeEnabled()
  expect(region()).toHaveTextContent(what)
})

it('is no longer offered once the registration was withdrawn', async () => {
  serve({ withdrawn: '2026-08-01T10:20:00Z' })
  show()

  expect(await screen.findByText(/attested to no result.*It withdrew the image/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Attest to this result' })).toBeNull()
})

it('is not offered to an auditor, who sees whether it was done', async () => {
  serve({})
  show({ mayChange: false })

  expect(await screen.findByText(/attested to no result/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Attest to this result' })).toBeNull()
})

it('says that nothing was sent when the user declines, and can be pressed again', async () => {
  const decline = () => {
    throw rpcError(4001, 'User rejected the request')
  }
  serve({})
  show({ wallet: scriptedWallet({ eth_sendTransaction: decline }).wallet })
  await userEvent.click(await button())

  expect(await screen.findByRole('alert')).toHaveTextContent('Not attestedYou declined the request in the wallet.')
  expect(await button()).toHaveAttribute('aria-disabled', 'false')
})

it('says why it could not be read', async () => {
  server.use(
    http.get('/api/images/bafkreiexample/attestation', () =>
      HttpResponse.json(
        { type: 'urn:pathochain:problem:chain-unavailable', detail: 'The chain is away.' },
        { status: 503 },
      ),
    ),
  )
  show()

  expect(await screen.findByRole('alert')).toHaveTextContent('The chain is away.')
})

it('can be sent again once the chain did not show it for two minutes', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  serve({})
  show()
  await userEvent.click(await button())
  expect(await screen.findByText('Sent; waiting for the chain to show it.')).toBeVisible()
  expect(await button()).toHaveAttribute('aria-disabled', 'true')
  await act(() => vi.advanceTimersByTimeAsync(120_000))

  expect(await button()).toHaveAttribute('aria-disabled', 'false')
  expect(await button()).toHaveAccessibleDescription(/look in your wallet before you send it again/)
})
