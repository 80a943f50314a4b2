import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'

import type { Image } from '../../../lib/types'
import { aModel, anImage, aResult, aVote } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ImageDetail } from './image-detail'

const path = '/api/images/bafkreiexample'
const show = (parts: Partial<Image>) => {
  server.use(
    http.get(path, ({ request }) =>
      request.headers.has('If-None-Match')
        ? delay('infinite')
        : HttpResponse.json(anImage({ phase: 'classified', result: aResult(), ...parts }), {
            headers: { ETag: '"1"' },
          }),
    ),
  )
  renderWithQueries(
    <ImageDetail
      cid="bafkreiexample"
      resetAt={null}
      mayChange
      maySee={false}
      signing={() => null}
      attesting={() => null}
      reviewing={() => null}
    />,
  )
}

beforeEach(() => server.use(http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] }))))

it('has an image classified again, once, and reads anew which models are served', async () => {
  const asked: string[] = []
  server.use(
    http.get('/api/models', () => {
      asked.push('models')
      return HttpResponse.json({ items: [aModel()], withdrawn: [] })
    }),
    http.post(`${path}/reclassify`, () => {
      asked.push('reclassify')
      return HttpResponse.json(anImage({ phase: 'classifying', result: aResult() }))
    }),
  )
  show({ outdated: true })

  const button = await screen.findByRole('button', { name: 'Classify again' })
  await userEvent.click(button)

  await waitFor(() => expect(asked).toEqual(['models', 'reclassify', 'models']))
  expect(button).toHaveAttribute('aria-disabled', 'true')
})

it('says why an image is not classified again', async () => {
  server.use(
    http.post(`${path}/reclassify`, () => HttpResponse.json({ detail: 'It would be the same.' }, { status: 409 })),
  )
  show({ outdated: true })

  await userEvent.click(await screen.findByRole('button', { name: 'Classify again' }))

  expect(await screen.findByRole('alert')).toHaveTextContent('It would be the same.')
})

it('does not offer it where the result is of the models that are served', async () => {
  show({ outdated: false })

  await screen.findByRole('region', { name: 'Result' })
  expect(screen.queryByRole('button', { name: 'Classify again' })).toBeNull()
  expect(screen.queryByText('Earlier results')).toBeNull()
})

it('shows earlier results, and of none that it is sound where a model of it was withdrawn', async () => {
  const withdrawn = aVote({ model: 'vgg16', probability: 0.41, warnings: ['This model was withdrawn after it voted.'] })
  show({ earlierResults: [aResult({ probability: 0.55, votes: [aVote(), withdrawn] })] })

  await userEvent.click(await screen.findByText('Earlier results'))

  const earlier = within(screen.getByRole('list', { name: 'Earlier results' })).getByRole('listitem')
  expect(earlier).toHaveTextContent(
    /^1 Aug 2026.*Do not rely on the result basecnn 0\.93, vgg16 0\.41 \(This model was withdrawn after it voted\.\)$/,
  )
})

it('leaves no heat map of the earlier vote open under the vote of a later result', async () => {
  let day = 1
  server.use(
    http.get(`${path}/heatmaps/basecnn`, () => HttpResponse.json({ detail: 'It was replaced.' }, { status: 409 })),
    http.get(path, ({ request }) => {
      const etag = `"${day}"`
      if (request.headers.get('If-None-Match') === etag) return new HttpResponse(null, { status: 304 })
      const result = aResult({ classifiedAt: `2026-08-0${day}T10:00:05Z` })
      return HttpResponse.json(anImage({ version: day, phase: 'classified', result }), { headers: { ETag: etag } })
    }),
  )
  renderWithQueries(
    <ImageDetail
      cid="bafkreiexample"
      resetAt={null}
      mayChange
      maySee={false}
      signing={() => null}
      attesting={() => null}
      reviewing={() => null}
    />,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Show heat map of basecnn' }))
  expect(await screen.findByText('It was replaced.')).toBeVisible()

  day = 2

  expect(await screen.findByText(/2 Aug 2026/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Show heat map of basecnn' })).toHaveAttribute('aria-expanded', 'false')
})
