import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { Image } from '../lib/types'
import { account, aModel, anImage, aResult, aSession } from '../testing/fixtures'
import { guardedApi, problem } from '../testing/guarded-api'
import { renderWithQueries } from '../testing/render'
import { rpcError, scriptedWallet } from '../testing/scripted-wallet'
import { server } from '../testing/server'
import { connectAndSignIn, signIn, signInButton } from '../testing/sign-in'
import { readSignIn } from '../testing/signer'
import { App } from './app'

let api: ReturnType<typeof guardedApi>

beforeEach(() => {
  api = guardedApi()
  vi.stubGlobal('ethereum', scriptedWallet().wallet.provider)
  window.location.hash = anImage().cid
})

afterEach(() => server.events.removeAllListeners())

const phase = () => screen.findByRole('status', { name: 'Phase' })

it('asks for nothing and shows no sign-in until it is known whether one has to sign in', async () => {
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  server.use(http.get('/api/session', () => answered.then(() => HttpResponse.json(aSession()))))
  renderWithQueries(<App />)

  await waitFor(() => expect(api.asked).toHaveLength(2))
  expect(screen.getByText('Loading…')).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Sign in' })).toBeNull()
  answer()
  expect(await screen.findByLabelText('Choose images')).toBeVisible()
  expect(screen.queryByRole('region', { name: /^Sign/ })).toBeNull()
  expect(api.asked.slice(0, 2).sort()).toEqual(['GET /api/chain', 'GET /api/session'])
})

it('says why it could not be asked', async () => {
  server.use(http.get('/api/session', () => problem(400, 'bad-request', 'The host is none of this server.')))
  renderWithQueries(<App />)

  expect(await screen.findByRole('alert')).toHaveTextContent('The host is none of this server.')
})

it('asks for nothing before somebody signed in, which needs a wallet', async () => {
  renderWithQueries(<App />)

  expect(await signInButton()).toBeDisabled()
  expect(await signInButton()).toHaveAccessibleDescription('Connect a wallet first.')
  expect(screen.getByRole('region', { name: 'Sign in' })).toHaveTextContent(
    'This server lets in only the accounts on its list.',
  )
  expect(screen.queryByRole('region', { name: /^(Upload|Image|Images)$/ })).toBeNull()
  expect(new Set(api.asked)).toEqual(new Set(['GET /api/chain', 'GET /api/session']))
})

it('has the account sign who signs in where, then shows the image that the address names', async () => {
  const { wallet, asked } = scriptedWallet({ chainId: 1 })
  vi.stubGlobal('ethereum', wallet.provider)
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByRole('region', { name: 'Signed in as' })).toHaveFocus()
  expect(await phase()).toHaveTextContent('Awaiting signature')
  expect(screen.queryByRole('region', { name: 'Sign in' })).toBeNull()
  expect(await Promise.all(api.signIns.map(readSignIn))).toEqual([
    {
      domain: window.location.host,
      uri: window.location.origin,
      address: account,
      statement: 'Sign in to PathoChain. This sends no transaction and costs nothing.',
      version: '1',
      chainId: 31337,
      nonce: '0123456789abcdef0123456789abcdef',
      issuedAt: expect.toSatisfy((at: Date) => Math.abs(Date.now() - at.getTime()) < 60_000) as Date,
      signed: true,
    },
  ])
  expect(asked).not.toContain('wallet_switchEthereumChain')
})

it('goes by the answer to the sign-in where an earlier one comes late', async () => {
  renderWithQueries(<App />)
  await signInButton()
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  server.use(http.get('/api/session', () => answered.then(() => HttpResponse.json(aSession({ required: true })))))
  window.dispatchEvent(new Event('visibilitychange'))
  await waitFor(() => expect(api.asked.filter((asked) => asked === 'GET /api/session')).toHaveLength(2))
  await connectAndSignIn()
  await screen.findByRole('region', { name: 'Signed in as' })
  answer()

  await delay(100)
  expect(screen.queryByRole('region', { name: 'Sign in' })).toBeNull()
})

it('is signed in on the next visit too', async () => {
  server.use(http.get('/api/session', () => HttpResponse.json(aSession({ required: true, account }))))
  renderWithQueries(<App />)

  expect(await screen.findByRole('region', { name: 'Signed in as' })).toHaveTextContent(
    `${account.slice(0, 10)}…${account.slice(-6)}`,
  )
  expect(document.body).toHaveFocus()
})

it.each([
  ['sign-in-refused', 401, 'The nonce was used before.'],
  ['account-not-allowed', 403, `The account ${account} may not sign in here.`],
])('says why the server let nobody in: %s', async (code, status, detail) => {
  server.use(http.post('/api/session', () => problem(status, code, detail), { once: true }))
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByRole('alert')).toHaveTextContent(`Not signed in${detail}`)
  await signIn()
  expect(await screen.findByRole('region', { name: 'Signed in as' })).toBeVisible()
})

it('sends nothing that the user declined to sign', async () => {
  const decline = () => {
    throw rpcError(4001, 'User rejected the request')
  }
  vi.stubGlobal('ethereum', scriptedWallet({ personal_sign: decline }).wallet.provider)
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByRole('alert')).toHaveTextContent('You declined the request in the wallet.')
  expect(api.signIns).toEqual([])
})

it('asks to sign in again once the session ended, without an error at what was shown', async () => {
  renderWithQueries(<App />)
  await connectAndSignIn()
  await phase()
  const alerts: (string | null)[] = []
  const observer = new MutationObserver(() => {
    alerts.push(...screen.queryAllByRole('alert').map((alert) => alert.textContent))
  })
  observer.observe(document.body, { childList: true, subtree: true })
  api.endSession()

  expect(await signInButton()).toBeEnabled()
  expect(screen.queryByRole('region', { name: /^(Upload|Image|Images)$/ })).toBeNull()
  await signIn()
  expect(await phase()).toHaveTextContent('Awaiting signature')
  observer.disconnect()
  expect(alerts).toEqual([])
})

it('says that signing out did not work, and stays signed in', async () => {
  renderWithQueries(<App />)
  await connectAndSignIn()
  server.use(http.delete('/api/session', () => HttpResponse.error()))
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }))

  expect(await screen.findByText('Not signed out')).toBeVisible()
  expect(screen.getByRole('region', { name: 'Signed in as' })).toBeVisible()
})

it('offers an auditor nothing that changes something, whatever the image waits for', async () => {
  api = guardedApi(undefined, { mayChange: false })
  const unfit: Partial<Image>[] = [
    {},
    { phase: 'dropped' },
    { phase: 'failed', failure: { reason: 'It broke', attempts: 5, timesBusy: 0, retryAt: null } },
    { phase: 'classified', outdated: true, result: aResult() },
  ]
  const answers = unfit.map((parts, index) => anImage({ ...parts, version: index + 1 }))
  server.use(
    http.get('/api/images/:cid', async () => {
      await delay(100)
      const image = answers.length > 1 ? answers.shift() : answers[0]
      return HttpResponse.json(image, { headers: { ETag: `"${image?.version}"` } })
    }),
  )
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByRole('region', { name: 'Signed in as' })).toHaveTextContent(
    'As an auditor you see everything but images, and change nothing.',
  )
  expect(await phase()).toHaveTextContent('Awaiting signature')
  expect(screen.getByText('The registration waits to be signed.')).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Upload' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Sign registration' })).toBeNull()
  const notice = await screen.findByText('The network dropped the transaction before it was mined.')
  expect(notice.parentElement).not.toHaveTextContent('Sign again')
  expect(await screen.findByText('Classification failed')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Retry now' })).toBeNull()
  expect(await screen.findByText('The models changed since')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Classify again' })).toBeNull()
  expect(screen.getByRole('region', { name: 'Review' })).toBeVisible()
  expect(screen.getByText('Only pathologists of this server sign results off.')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Sign off' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Show the image' })).toBeNull()
  expect(screen.getByRole('region', { name: 'Images' })).toBeVisible()
})

it('begins no list of images by an upload that an auditor may not make', async () => {
  api = guardedApi(undefined, { mayChange: false })
  server.use(http.get('/api/images', () => HttpResponse.json({ items: [], nextPage: null })))
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByText('No images yet.')).toBeVisible()
})

it('no longer offers an upload once it was refused since the account may only read by now', async () => {
  renderWithQueries(<App />)
  await connectAndSignIn()
  const input = await screen.findByLabelText('Choose images')
  server.use(
    http.post('/api/images', () => problem(403, 'may-only-read', 'It may only read.')),
    http.get('/api/session', () =>
      HttpResponse.json(aSession({ required: true, account, mayChange: false, until: '2036-08-01T10:00:00Z' })),
    ),
  )
  await userEvent.upload(input, new File(['x'], 'a.png', { type: 'image/png' }))

  expect(await screen.findByText('As an auditor you see everything but images, and change nothing.')).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Upload' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Sign registration' })).toBeNull()
})

it('has a pathologist sign off with the account that is signed in, and offers nothing else', async () => {
  api = guardedApi(undefined, { mayChange: false, maySignOff: true })
  server.use(
    http.get('/api/images/:cid', async ({ request }) => {
      if (request.headers.has('If-None-Match')) await delay('infinite')
      return HttpResponse.json(anImage({ phase: 'classified', result: aResult() }), { headers: { ETag: '"1"' } })
    }),
  )
  renderWithQueries(<App />)
  await connectAndSignIn()

  expect(await screen.findByRole('region', { name: 'Signed in as' })).toHaveTextContent(
    'As a pathologist you see everything, images too, and sign results off.',
  )
  await userEvent.click(await screen.findByRole('radio', { name: aModel().negativeLabel }))
  expect(screen.getByRole('button', { name: 'Sign off' })).toHaveAttribute('aria-disabled', 'false')
  expect(screen.getByRole('button', { name: 'Show the image' })).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Upload' })).toBeNull()
})
