import { screen, within } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import type { Image } from '../../../lib/types'
import { anImage } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ImageDetail } from './image-detail'

const copy = {
  service: 'kubo',
  heldSince: '2026-08-01T10:00:00Z',
  checkedAt: '2026-08-01T10:00:00Z',
  problem: null,
  attempts: 0,
  dueAt: null,
}
const no = () => null

async function show(parts: Partial<Image>) {
  server.use(
    http.get('/api/images/bafkreiexample', ({ request }) =>
      request.headers.has('If-None-Match')
        ? delay('infinite')
        : HttpResponse.json(anImage(parts), { headers: { ETag: '"1"' } }),
    ),
  )
  renderWithQueries(
    <ImageDetail
      cid="bafkreiexample"
      resetAt={null}
      mayChange
      maySee={false}
      signing={no}
      attesting={no}
      reviewing={no}
    />,
  )
  await screen.findByRole('region', { name: 'Content' })
}

const copies = () => within(screen.getByRole('region', { name: 'Copies' }))

it('shows where an image is kept besides', async () => {
  await show({ copies: [copy] })

  expect(copies().getByRole('term')).toHaveTextContent('Kubo')
  expect(copies().getByRole('definition')).toHaveTextContent(/^Kept, and read back in full, on 1 Aug 2026/)
})

it('says of an erased image what could not be removed, and not that it is kept', async () => {
  await show({ phase: 'erased', copies: [{ ...copy, problem: 'kubo at http://127.0.0.1:5001, pin/rm: no answer.' }] })

  expect(copies().getByRole('definition')).toHaveTextContent(/^May still be there: kubo at .*pin\/rm: no answer\./)
})

it('says nothing of copies where no service keeps any', async () => {
  await show({ copies: [] })

  expect(screen.queryByText('Copies')).toBeNull()
})
