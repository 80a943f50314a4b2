import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { aModel, aResult, aVote } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ResultPanel } from './result-panel'

it('calls neither the vote nor a model certain, in text or to a screen reader', async () => {
  server.use(http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })))
  const votes = [aVote({ probability: 0.996 }), aVote({ model: 'vgg16', probability: 0.004 })]
  renderWithQueries(<ResultPanel cid="bafkreiexample" result={aResult({ probability: 0.9951, votes })} />)

  expect(await screen.findByText(/^Probability of IDC-positive tissue: > 0\.99\./)).toBeVisible()
  expect(screen.getAllByRole('meter').map((bar) => bar.getAttribute('aria-label'))).toEqual([
    'Ensemble: > 0.99',
    'basecnn: > 0.99',
    'vgg16: < 0.01',
  ])
  expect(screen.getByText('< 0.01')).toBeVisible()
})
