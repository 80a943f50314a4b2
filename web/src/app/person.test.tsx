import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { uploadKey } from '../features/upload/use-uploads'
import { fileOf } from '../lib/own-files'
import { anImage } from '../testing/fixtures'
import { guardedApi } from '../testing/guarded-api'
import { renderWithQueries } from '../testing/render'
import { scriptedWallet } from '../testing/scripted-wallet'
import { server } from '../testing/server'
import { connectAndSignIn, signIn, signInButton } from '../testing/sign-in'
import { App } from './app'

const colleague = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const { cid } = anImage()

let wallet: ReturnType<typeof scriptedWallet>
let api: ReturnType<typeof guardedApi>

beforeEach(() => {
  wallet = scriptedWallet({ personal_sign: () => '0x' })
  api = guardedApi()
  vi.stubGlobal('ethereum', wallet.wallet.provider)
})

afterEach(() => server.events.removeAllListeners())

const file = (name: string) => new File(['x'], name, { type: 'image/png' })
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const uploads = () => api.asked.filter((asked) => asked === 'POST /api/images')
const comeBack = () => window.dispatchEvent(new Event('visibilitychange'))

async function begin() {
  const { client } = renderWithQueries(<App />)
  await connectAndSignIn()
  await screen.findByLabelText('Choose images')
  return client
}

const choose = async (...names: string[]) =>
  userEvent.upload(await screen.findByLabelText('Choose images'), names.map(file))

/** Has a picture stored and kept, and another refused for a reason that may pass. */
async function leaveTwo() {
  await choose('Jane Doe.png')
  await screen.findByRole('link', { name: 'Stored: show it' })
  server.use(http.post('/api/images', () => HttpResponse.error(), { once: true }))
  await choose('John Roe.png')
  await screen.findByRole('button', { name: 'Send again' })
}

const signOut = async () => userEvent.click(await screen.findByRole('button', { name: 'Sign out' }))

async function signInColleague() {
  wallet.emit('accountsChanged', [colleague])
  await waitFor(() => expect(screen.getByRole('region', { name: 'Wallet' })).toHaveTextContent('0x70997970'))
  await signIn()
}

/** Holds back every answer about images, so that there is nothing to show but what is remembered. */
function holdAnswers() {
  server.use(http.get('/api/images', () => delay('infinite')))
  server.use(http.get('/api/images/:cid', () => delay('infinite')))
}

async function expectNothingLeft() {
  await screen.findByLabelText('Choose images')
  expect(screen.getByRole('region', { name: 'Images' })).toHaveTextContent('Loading…')
  expect(screen.getByRole('region', { name: 'Image' })).toHaveTextContent('Loading…')
  expect(screen.queryByText(/Jane Doe|John Roe/)).toBeNull()
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  expect(fileOf(cid)).toBeUndefined()
}

it.each([
  ['long before the session ends', 480],
  ['just before the session ends', 1],
])('forgets on signing out what was read and uploaded: %s', async (_, minutes) => {
  api = guardedApi(inMinutes(minutes))
  const client = await begin()
  await leaveTwo()
  await signOut()

  expect(await screen.findByRole('region', { name: 'Sign in' })).toHaveFocus()
  expect(screen.queryByRole('region', { name: /^(Upload|Image|Images)$/ })).toBeNull()
  expect(window.location.hash).toBe(`#${cid}`)
  expect(client.getMutationCache().findAll({ mutationKey: uploadKey })).toEqual([])
  holdAnswers()
  await signIn()
  await expectNothingLeft()
})

it('ends on signing out, and says so before, what is being uploaded and what waits for that', async () => {
  const abort = vi.spyOn(XMLHttpRequest.prototype, 'abort')
  await begin()
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  server.use(http.post('/api/images', () => answered.then(() => HttpResponse.json(anImage(), { status: 202 }))))
  await choose('Jane Doe.png', 'John Roe.png', 'c.png')
  await waitFor(() => expect(uploads()).toHaveLength(1))
  expect(screen.getByRole('button', { name: 'Sign out' })).toHaveAccessibleDescription(
    '3 uploads are not done; signing out ends them.',
  )
  await signOut()
  await signInButton()
  expect(abort).toHaveBeenCalledOnce()
  await signInColleague()
  expect(await screen.findByRole('button', { name: 'Sign out' })).toHaveAccessibleDescription('')
  answer()

  await delay(200)
  expect(uploads()).toHaveLength(1)
  expect(fileOf(cid)).toBeUndefined()
  expect(window.location.hash).toBe('')
})

it('names no file while nobody is signed in, and keeps all for the return of the same person', async () => {
  api = guardedApi(inMinutes(0))
  await begin()
  await leaveTwo()
  await choose('c.png')
  api.endSession()
  comeBack()

  expect(await signInButton()).toBeVisible()
  expect(screen.getByRole('region', { name: 'Upload' })).toHaveTextContent('1 file waits for you to sign in again.')
  expect(document.body).not.toHaveTextContent('.png')
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  expect(screen.queryByLabelText('Choose images')).toBeNull()
  await signIn()
  expect(await screen.findByRole('list', { name: 'Uploads' })).toHaveTextContent(/John Roe\.png.*Jane Doe\.png/)
  expect(fileOf(cid)?.name).toBe('c.png')
  await userEvent.click(screen.getByRole('button', { name: 'Send again' }))
  expect(await screen.findAllByRole('link', { name: 'Stored: show it' })).toHaveLength(3)
})

it('keeps a file that was refused since the session ended, to be sent again after signing in', async () => {
  api = guardedApi(inMinutes(1))
  await begin()
  const input = await screen.findByLabelText('Choose images')
  api.endSession()
  await userEvent.upload(input, file('a.png'))

  expect(await screen.findByText('1 file waits for you to sign in again.')).toBeVisible()
  await signIn()
  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))
  expect(await screen.findByRole('link', { name: 'Stored: show it' })).toBeVisible()
})

it('leaves nothing to another account that signs in after a session ended by itself', async () => {
  api = guardedApi(inMinutes(0))
  await begin()
  await leaveTwo()
  api.endSession()
  comeBack()
  await signInButton()
  holdAnswers()
  await signInColleague()

  await expectNothingLeft()
})

it('leaves nothing to another account that signed in by another tab', async () => {
  api = guardedApi(inMinutes(0))
  await begin()
  await leaveTwo()
  holdAnswers()
  api.signIn(colleague)
  comeBack()

  expect(await screen.findByText('0x70997970…dc79C8')).toBeVisible()
  await expectNothingLeft()
})

it('forgets all at once when another tab signed out', async () => {
  await begin()
  await leaveTwo()
  api.endSession()
  comeBack()

  expect(await signInButton()).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Upload' })).toBeNull()
  expect(fileOf(cid)).toBeUndefined()
  holdAnswers()
  await signIn()
  await expectNothingLeft()
})

it('tells other tabs that someone signed in, and is told by them', async () => {
  const tab = new BroadcastChannel('pathochain.session')
  const told = new Promise((resolve) => (tab.onmessage = resolve))
  await begin()
  await told
  await choose('Jane Doe.png')
  await screen.findByRole('link', { name: 'Stored: show it' })
  holdAnswers()
  api.endSession()
  tab.postMessage(null)

  expect(await signInButton()).toBeVisible()
  expect(fileOf(cid)).toBeUndefined()
  tab.close()
})
