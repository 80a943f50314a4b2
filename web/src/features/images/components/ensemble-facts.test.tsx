import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { aModel, anEnsemble, aResult } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ResultPanel } from './result-panel'

const ensemble = anEnsemble()
const show = (ensembleSha256: string | null) => {
  server.use(http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })))
  renderWithQueries(<ResultPanel cid="bafkreiexample" result={aResult({ ensembleSha256 })} explained />)
  return within(screen.getAllByRole('listitem')[0] ?? document.body)
}

it('shows the card by which the models voted together', async () => {
  server.use(http.get('/api/models/ensemble', () => HttpResponse.json(ensemble)))
  const row = show(ensemble.sha256)

  expect(await row.findByText('basecnn 0.17, vgg16 0.83')).toBeInTheDocument()
  expect(row.getByText('Ensemble and card')).toBeVisible()
  expect(row.getByTitle(ensemble.sha256)).toBeInTheDocument()
  expect(row.getByText('from 0.2304 up to 0.7504')).toBeInTheDocument()
  expect(row.getByText('0.8002')).toBeInTheDocument()
  expect(row.getByText('0.9628')).toBeInTheDocument()
  expect(row.getByText('ensemble.png')).toHaveAttribute('href', '/api/models/ensemble/plots/ensemble.png')
})

it('shows nothing of a card that is in force instead of it', async () => {
  server.use(http.get('/api/models/ensemble', () => HttpResponse.json(ensemble)))
  const voted = 'aa'.repeat(32)
  const row = show(voted)

  expect(await row.findByText('another card is in force')).toBeInTheDocument()
  expect(row.getByTitle(voted)).toBeInTheDocument()
  expect(row.queryByText('Weights')).toBeNull()
})

it('says why no card is in force any more', async () => {
  server.use(
    http.get('/api/models/ensemble', () =>
      HttpResponse.json({ title: 'No ensemble', detail: 'A member of it is withdrawn.' }, { status: 404 }),
    ),
  )
  const row = show(ensemble.sha256)

  expect(await row.findByText(/A member of it is withdrawn/)).toBeInTheDocument()
  expect(row.getByTitle(ensemble.sha256)).toBeInTheDocument()
  expect(row.queryByText('Weights')).toBeNull()
})

it('has no card to show of a vote without one', () => {
  expect(show(null).queryByText('Ensemble and card')).toBeNull()
})
