import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'

import type { Image } from '../lib/types'
import {
  aChain,
  aModel,
  anAttestation,
  anEntry,
  anImage,
  aRegistration,
  aResult,
  aSession,
  transactionHash,
} from '../testing/fixtures'
import { renderWithQueries } from '../testing/render'
import { scriptedWallet } from '../testing/scripted-wallet'
import { server } from '../testing/server'
import { App } from './app'

let image: Image | null
let changed: (() => void)[]

const change = (parts: Partial<Image>) => {
  image = anImage({ ...image, ...parts, version: (image?.version ?? 0) + 1 })
  changed.splice(0).forEach((wake) => wake())
}

const newerThan = async (etag: string | null) => {
  if (etag === `"${image?.version}"`) await new Promise<void>((wake) => changed.push(wake))
  return HttpResponse.json(image, { headers: { ETag: `"${image?.version}"` } })
}

beforeEach(() => {
  image = null
  changed = []
  server.use(
    http.get('/api/session', () => HttpResponse.json(aSession())),
    http.get('/api/chain', () => HttpResponse.json(aChain())),
    http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })),
    http.get('/api/images', () => HttpResponse.json({ items: image ? [image] : [], nextPage: null })),
    http.get('/api/images/:cid', ({ request }) => newerThan(request.headers.get('If-None-Match'))),
    http.post('/api/images', () => {
      change({})
      return HttpResponse.json(image, { status: 202 })
    }),
  )
})

it('leads from an upload over the signature to the result', async () => {
  vi.stubGlobal('ethereum', scriptedWallet().wallet.provider)
  server.use(
    http.put('/api/images/:cid/transaction', async ({ request }) => {
      change({ phase: 'submitted', ...((await request.json()) as object) })
      return HttpResponse.json(image)
    }),
    http.get('/api/images/:cid/attestation', () => HttpResponse.json(anAttestation())),
  )
  renderWithQueries(<App />)

  await userEvent.upload(
    await screen.findByLabelText('Choose images'),
    new File(['\x89PNG'], 'a.png', { type: 'image/png' }),
  )
  expect(await screen.findByRole('button', { name: 'Sign registration' })).toBeDisabled()
  await userEvent.click(screen.getByRole('button', { name: 'Connect Browser wallet' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Sign registration' })).toBeEnabled())
  await userEvent.click(screen.getByRole('button', { name: 'Sign registration' }))
  await waitFor(() => expect(screen.getByRole('status', { name: 'Phase' })).toHaveTextContent('Submitted'))
  expect(image?.transactionHash).toBe(transactionHash)

  change({
    phase: 'classified',
    registration: aRegistration({ confirmations: 2 }),
    result: aResult(),
  })
  await waitFor(() => expect(screen.getByRole('status', { name: 'Phase' })).toHaveTextContent('Classified'))
  expect(screen.getByRole('region', { name: 'Result' })).toHaveTextContent('Models suggest: IDC-positive tissue')
  expect(screen.queryByRole('button', { name: /Sign (registration|again)/ })).toBeNull()
  expect(screen.getByRole('region', { name: 'Review' })).toHaveTextContent('Nobody signed this result off yet.')
  expect(await screen.findByRole('button', { name: 'Attest to this result' })).toBeEnabled()
})

it('stays with the first of several images while the others are stored, and says which one that is', async () => {
  let stored = 0
  server.use(
    http.post('/api/images', () => {
      change({ cid: `bafkrei${++stored}` })
      return HttpResponse.json(image, { status: 202 })
    }),
  )
  renderWithQueries(<App />)

  const files = ['a.png', 'b.png', 'c.png'].map((name) => new File(['\x89PNG'], name, { type: 'image/png' }))
  await userEvent.upload(await screen.findByLabelText('Choose images'), files)

  await waitFor(() => expect(screen.getAllByRole('link', { name: 'Stored: show it' })).toHaveLength(3))
  expect(window.location.hash).toBe('#bafkrei1')
  expect(screen.getByRole('region', { name: 'Image' })).toHaveTextContent('a.png')
  expect(screen.getByRole('link', { name: 'Stored: show it', current: true })).toHaveAttribute('href', '#bafkrei1')
})

it('says that the chain stands still, and that it was replaced until that is dismissed', async () => {
  const chain = aChain({ problem: 'The node does not answer.', resetAt: '2026-08-01T10:00:00Z' })
  server.use(http.get('/api/chain', () => HttpResponse.json(chain)))
  renderWithQueries(<App />)

  expect(await screen.findByText(/The node does not answer/)).toBeVisible()
  expect(screen.getByText(/Clear activity tab data/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText('The chain or its registry was replaced')).toBeNull()
})

it('works where the browser blocks the data of sites', async () => {
  const storage = vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })
  vi.stubGlobal('ethereum', scriptedWallet().wallet.provider)
  server.use(http.get('/api/chain', () => HttpResponse.json(aChain({ resetAt: '2026-08-01T10:00:00Z' }))))
  renderWithQueries(<App />)

  await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText('The chain or its registry was replaced')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Connect Browser wallet' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Disconnect' }))
  expect(await screen.findByRole('button', { name: 'Connect Browser wallet' })).toBeVisible()
  storage.mockRestore()
})

it('tells of an image the same as of the chain that was replaced: to sign again, which then is what to do', async () => {
  server.use(http.get('/api/chain', () => HttpResponse.json(aChain({ resetAt: '2026-08-01T11:00:00Z' }))))
  change({ phase: 'reorged', history: [anEntry({ event: 'registrationSeen', phase: 'confirming' })] })
  window.location.hash = 'bafkreiexample'
  renderWithQueries(<App />)

  expect(await screen.findByText(/^The chain or its registry was replaced, and/)).toBeVisible()
  expect(screen.getByText('Sign again to register it anew.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign again' })).toHaveClass('primary')
  expect(screen.queryByText(/goes on by itself|come back/)).toBeNull()
})

it('says when the server does not answer, and recovers by itself', async () => {
  server.use(http.get('/api/session', () => HttpResponse.error(), { once: true }))
  server.use(http.get('/api/chain', () => HttpResponse.error(), { once: true }))
  server.use(http.get('/api/images', () => HttpResponse.error(), { once: true }))
  server.use(http.get('/api/models', () => HttpResponse.error(), { once: true }))
  renderWithQueries(<App />)

  expect(await screen.findByText('The server does not answer')).toBeVisible()
  await waitFor(() => expect(screen.queryByText('The server does not answer')).toBeNull())
})

it('says before anything is uploaded what the models can tell', async () => {
  renderWithQueries(<App />)

  expect(
    await screen.findByText(/All that the models here can tell: invasive ductal carcinoma in a patch/),
  ).toBeVisible()
})

it('carries the label of research software', () => {
  renderWithQueries(<App />)

  expect(screen.getByRole('banner')).toHaveTextContent('Research use only.')
})
