import { act, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, expect, it, vi } from 'vitest'

import { aModel, anEnsemble, aResult, aVote } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ResultPanel } from './result-panel'

afterEach(() => vi.useRealTimers())

it('calls neither the vote nor a model certain, in text or to a screen reader', async () => {
  server.use(http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })))
  const votes = [aVote({ probability: 0.996 }), aVote({ model: 'vgg16', probability: 0.004 })]
  renderWithQueries(<ResultPanel cid="bafkreiexample" result={aResult({ probability: 0.9951, votes })} explained />)

  expect(await screen.findByText(/^Probability of IDC-positive tissue: > 0\.99\./)).toBeVisible()
  expect(screen.getAllByRole('meter').map((bar) => bar.getAttribute('aria-label'))).toEqual([
    'Ensemble: > 0.99',
    'basecnn: > 0.99',
    'vgg16: < 0.01',
  ])
  expect(screen.getByText('< 0.01')).toBeVisible()
})

it('learns within a minute, without being touched, that the API serves other models now', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let [served, inForce] = ['ab'.repeat(32), 'ef'.repeat(32)]
  server.use(
    http.get('/api/models', () => HttpResponse.json({ items: [aModel({ sha256: served })], withdrawn: [] })),
    http.get('/api/models/ensemble', () => HttpResponse.json(anEnsemble({ sha256: inForce }))),
  )
  renderWithQueries(<ResultPanel cid="bafkreiexample" result={aResult({ ensembleSha256: inForce })} explained />)
  expect(await screen.findByText('IDC patches')).toBeInTheDocument()
  expect(await screen.findByText('Weights')).toBeInTheDocument()

  ;[served, inForce] = ['cd'.repeat(32), 'ff'.repeat(32)]
  act(() => void vi.advanceTimersByTime(60_000))

  expect(await screen.findByText('another version is served')).toBeInTheDocument()
  expect(await screen.findByText('another card is in force')).toBeInTheDocument()
})
