import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'

import { keepFile } from '../../../lib/own-files'
import { reachability } from '../../../lib/reachability'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { HeatMap } from './heat-map'

const path = '/api/images/bafkreiexample/heatmaps/basecnn'
const map = () => HttpResponse.arrayBuffer(new Uint8Array([137]).buffer, { headers: { 'Content-Type': 'image/png' } })
const refusal = (status: number, detail: string) => HttpResponse.json({ title: 'Refused', detail }, { status })

const show = () => renderWithQueries(<HeatMap cid="bafkreiexample" model="basecnn" positive="IDC-positive tissue" />)
const press = (verb: string) => userEvent.click(screen.getByRole('button', { name: `${verb} heat map of basecnn` }))

let revoked: string[]

beforeEach(() => {
  revoked = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((content) => (content instanceof File ? 'blob:own' : 'blob:map'))
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})

it('is asked for whenever it is wanted, and only then, says what it is, and is let go of', async () => {
  let asked = 0
  server.use(http.get(path, () => (asked++, map())))
  show()
  expect(screen.queryByRole('img')).toBeNull()
  expect(asked).toBe(0)

  await press('Show')
  const shown = await screen.findByRole('img', {
    name: 'Where basecnn saw signs of IDC-positive tissue: an explanation of its score, not a segmentation',
  })
  expect(shown).toHaveAttribute('src', 'blob:map')
  expect(screen.getByText(/outlines nothing/)).toBeVisible()

  await press('Hide')
  expect(screen.queryByRole('img')).toBeNull()
  expect(revoked).toEqual(['blob:map'])
  await press('Show')
  await waitFor(() => expect(asked).toBe(2))
})

it('says why it could not be had, and is asked for anew when it is opened again', async () => {
  let busy = true
  server.use(http.get(path, () => (busy ? refusal(503, '512 runs wait in the routine lane.') : map())))
  show()

  await press('Show')
  expect(await screen.findByText(/512 runs wait in the routine lane. Hide and show it to try again/)).toBeVisible()
  expect(reachability.get()).toBe(true)

  busy = false
  await press('Hide')
  await press('Show')
  expect(await screen.findByRole('img')).toBeVisible()
})

it('promises nothing of another try where the model is gone', async () => {
  server.use(http.get(path, () => refusal(409, 'The basecnn that voted was replaced.')))
  show()

  await press('Show')
  expect(await screen.findByText('The basecnn that voted was replaced.')).toBeVisible()
})

it('says that the connection broke', async () => {
  server.use(http.get(path, () => HttpResponse.error()))
  show()

  await press('Show')
  expect(await screen.findByText(/The server cannot be reached/)).toBeVisible()
})

it('lies over the file that this page stored, where the browser can show that', async () => {
  keepFile('bafkreiexample', new File(['x'], 'slide.tif'))
  server.use(http.get(path, map))
  show()

  await press('Show')
  const own = await screen.findByRole('img', { name: 'The image beneath' })
  expect(own).toHaveAttribute('src', 'blob:own')
  expect(screen.getByText(/Over the image/)).toBeVisible()

  fireEvent.error(own)
  await waitFor(() => expect(screen.queryByRole('img', { name: 'The image beneath' })).toBeNull())
  expect(screen.getByRole('img', { name: /saw signs/ })).toBeVisible()
  expect(screen.getByText(/On black/)).toBeVisible()
  expect(revoked).toEqual(['blob:own'])
})
