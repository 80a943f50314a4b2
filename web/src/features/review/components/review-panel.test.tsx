import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'

import type { Review } from '../../../lib/review'
import type { Image } from '../../../lib/types'
import type { Wallet } from '../../../lib/wallet'
import { account, anImage, aResult } from '../../../testing/fixtures'
import { problem } from '../../../testing/guarded-api'
import { renderWithQueries } from '../../../testing/render'
import { rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { readReview, signTypedData } from '../../../testing/signer'
import { ReviewPanel } from './review-panel'

const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const result = aResult()
const earlier = aResult({ classifiedAt: '2026-08-01T09:00:00Z', label: null })
const onSignedOff = vi.fn()

const aReview = (parts: Partial<Review> = {}): Review => ({
  reviewer: account,
  verdict: 'IDC-positive tissue',
  issuedAt: '2026-08-01T11:00:00Z',
  resultOf: result.classifiedAt,
  ...parts,
})

type Shown = {
  reviews?: Review[]
  phase?: Image['phase']
  label?: string | null
  signer?: `0x${string}` | null
  signedIn?: string | null
  labels?: string[] | null
  maySignOff?: boolean
  wallet?: Wallet
}

const show = ({
  reviews = [],
  phase = 'classified',
  label = 'IDC-positive tissue',
  signer = account,
  signedIn = null,
  labels = ['IDC-positive tissue', 'IDC-negative tissue'],
  maySignOff = true,
  wallet = scriptedWallet({ eth_signTypedData_v4: signTypedData }).wallet,
}: Shown = {}) =>
  renderWithQueries(
    <ReviewPanel
      image={anImage({ phase, result: { ...result, label }, earlierResults: [earlier], reviews })}
      result={{ ...result, label }}
      labels={labels}
      session={signer === null ? null : { wallet, account: signer, chainId: 31337 }}
      account={signedIn}
      rpcUrl={null}
      maySignOff={maySignOff}
      onSignedOff={onSignedOff}
    />,
  )

const button = () => screen.getByRole('button', { name: 'Sign off' })
const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }))
const readings = () => within(screen.getByRole('list', { name: 'Reviews' })).getAllByRole('listitem')

let posted: { reviewer: string; verdict: string; resultDigest: string; issuedAt: number; signature: `0x${string}` }[]

beforeEach(() => {
  posted = []
  onSignedOff.mockClear()
  server.use(
    http.post('/api/images/bafkreiexample/reviews', async ({ request }) => {
      posted.push((await request.json()) as (typeof posted)[number])
      return HttpResponse.json(anImage())
    }),
  )
})

it('has the wallet sign the reading that was chosen, of the result that is shown', async () => {
  show()
  expect(screen.getByText('Nobody signed this result off yet.')).toBeVisible()
  expect(button()).toHaveAttribute('aria-disabled', 'true')
  expect(button()).toHaveAccessibleDescription('Choose what you read in the image first.')

  await choose('IDC-negative tissue')
  await userEvent.click(button())

  expect(await screen.findByText('Signed off.')).toBeVisible()
  expect(screen.getByRole('radio', { name: 'IDC-negative tissue' })).not.toBeChecked()
  expect(button()).toHaveFocus()
  await userEvent.click(button())
  expect(onSignedOff).toHaveBeenCalledOnce()
  expect(posted).toMatchObject([{ reviewer: account, verdict: 'IDC-negative tissue', resultDigest: result.digest }])
  const { digest, registrationCall } = anImage()
  for (const { resultDigest, verdict, issuedAt, signature } of posted) {
    expect(Math.abs(Date.now() / 1000 - issuedAt)).toBeLessThan(60)
    const message = { contentDigest: digest, resultDigest, modelsDigest: result.modelsDigest, verdict, issuedAt }
    expect(await readReview(message, registrationCall, signature)).toBe(account)
  }
})

it('tells each reading, how it stands beside the models, and what came of it later', async () => {
  show({
    phase: 'reviewed',
    reviews: [
      aReview({ verdict: 'IDC-negative tissue' }),
      aReview({ reviewer: other, verdict: 'not assessable' }),
      aReview({ issuedAt: '2026-08-01T12:00:00Z' }),
      aReview({ issuedAt: '2026-08-01T13:00:00Z' }),
      aReview({ resultOf: earlier.classifiedAt, verdict: 'IDC-negative tissue' }),
    ],
  })

  const [first, second, third, fourth, ...more] = readings()
  expect(first).toHaveTextContent(/^IDC-negative tissue unlike the models: “IDC-positive tissue”.*changed it later$/)
  expect(second).toHaveTextContent(/^not assessable the models: “IDC-positive tissue”.*0x70997970/)
  expect(third).toHaveTextContent(/^IDC-positive tissue as the models call it.*signed the same again later$/)
  expect(fourth).not.toHaveTextContent('later')
  expect(more).toEqual([])
  expect(screen.getByRole('alert')).toHaveTextContent('The reviewers read the image differently')
  await userEvent.click(screen.getByText('Reviews of earlier results'))
  expect(screen.getByRole('list', { name: /^Reviews of the result of/ })).toHaveTextContent(
    /IDC-negative tissue the models made no call/,
  )
})

it('says that the image was read otherwise than the models call it', () => {
  show({ phase: 'reviewed', reviews: [aReview({ verdict: 'IDC-negative tissue' })] })

  expect(screen.getByRole('alert')).toHaveTextContent('The image was read otherwise than the models call it')
})

it('offers no reading before it is known what can be told', () => {
  show({ labels: null })

  expect(screen.getByText('Loading what can be signed…')).toBeVisible()
  expect(screen.queryByRole('radio')).toBeNull()
})

it('hands a signature over again where the server does not answer, without asking the wallet again', async () => {
  let calls = 0
  server.use(
    http.post('/api/images/bafkreiexample/reviews', () =>
      ++calls === 1 ? problem(503, 'chain-unavailable', 'The chain is away.') : HttpResponse.json(anImage()),
    ),
  )
  const { wallet, asked } = scriptedWallet({ eth_signTypedData_v4: signTypedData })
  show({ wallet })
  await choose('not assessable')
  await userEvent.click(button())

  expect(await screen.findByText('Signed off.', {}, { timeout: 5_000 })).toBeVisible()
  expect(calls).toBe(2)
  expect(asked.filter((method) => method === 'eth_signTypedData_v4')).toHaveLength(1)
})

it('compares no reading with a call that was not made', () => {
  show({ phase: 'reviewed', label: null, reviews: [aReview()] })

  expect(readings()[0]).toHaveTextContent('the models made no call')
  expect(screen.queryByRole('alert')).toBeNull()
})

it.each<[string, Shown]>([
  ['Connect a wallet first.', { signer: null }],
  ['Only the account that you signed in with can: choose it in the wallet.', { signedIn: other }],
])('cannot be done yet: %s', async (why, parts) => {
  show(parts)
  await choose('not assessable')

  expect(button()).toHaveAttribute('aria-disabled', 'true')
  expect(button()).toHaveAccessibleDescription(why)
})

it.each<[string, Shown]>([
  ['to who is no pathologist', { maySignOff: false }],
  ['while the image is on its way to another result', { phase: 'classifying' }],
  ['without a registration', { phase: 'reorged' }],
])('is not offered %s', (_, parts) => {
  show({ reviews: [aReview()], ...parts })

  expect(readings()).toHaveLength(1)
  expect(screen.queryByRole('button', { name: 'Sign off' })).toBeNull()
})

it('sends nothing where the person declines, and can be pressed again', async () => {
  const decline = () => {
    throw rpcError(4001, 'User rejected the request')
  }
  show({ wallet: scriptedWallet({ eth_signTypedData_v4: decline }).wallet })
  await choose('not assessable')
  await userEvent.click(button())

  expect(await screen.findByRole('alert')).toHaveTextContent('Not signed offYou declined the request in the wallet.')
  expect(posted).toEqual([])
  expect(screen.getByRole('radio', { name: 'not assessable' })).toBeChecked()
  expect(button()).toHaveAttribute('aria-disabled', 'false')
})

it('says why the server did not take it', async () => {
  server.use(
    http.post('/api/images/bafkreiexample/reviews', () =>
      problem(409, 'result-replaced', 'The result that was seen is not the one that the image has now.'),
    ),
  )
  show()
  await choose('not assessable')
  await userEvent.click(button())

  expect(await screen.findByRole('alert')).toHaveTextContent('The result that was seen is not the one')
})
