import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'

import { keepFile } from '../../../lib/own-files'
import { anImage, aResult, aVote } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { replaceInList } from '../api/list-images'
import { ImageList } from './image-list'

const serveWithdrawn = (...withdrawn: string[]) =>
  server.use(http.get('/api/models', () => HttpResponse.json({ items: [], withdrawn })))

beforeEach(() => serveWithdrawn())

it('says that there are no images yet', async () => {
  server.use(http.get('/api/images', () => HttpResponse.json({ items: [], nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByText(/No images yet/)).toBeVisible()
})

it('shows no result that a model warns of', async () => {
  const warned = aResult({ votes: [aVote({ warnings: ['too large'] })] })
  const items = [
    anImage({ cid: 'bafkreifits', phase: 'classified', result: aResult() }),
    anImage({ cid: 'bafkreiother', phase: 'classified', result: warned }),
    anImage({ cid: 'bafkreiunsure', phase: 'classified', result: aResult({ label: null, uncertain: true }) }),
  ]
  server.use(http.get('/api/images', () => HttpResponse.json({ items, nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByRole('link', { name: /bafkreifits.*IDC-positive tissue 0\.93/ })).toBeVisible()
  expect(screen.getByRole('link', { name: /bafkreiother.*Do not rely on the result/ })).not.toHaveTextContent('IDC')
  expect(screen.getByRole('link', { name: /bafkreiunsure.*Uncertain: no call/ })).not.toHaveTextContent('IDC')
})

it('names the file of an image that this page stored, and of no other', async () => {
  keepFile('bafkreiown', new File(['x'], 'slide.png'))
  const items = [anImage({ cid: 'bafkreiown' }), anImage({ cid: 'bafkreielse' })]
  server.use(http.get('/api/images', () => HttpResponse.json({ items, nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByRole('link', { name: /bafkreiown.*slide\.png/ })).toBeVisible()
  expect(screen.getByRole('link', { name: /bafkreielse/ })).not.toHaveTextContent('slide.png')
})

it('names in words what stopped an image', async () => {
  const items = [
    anImage({ cid: 'bafkreireverted', phase: 'reverted' }),
    anImage({ cid: 'bafkreimisdirected', phase: 'misdirected' }),
  ]
  server.use(http.get('/api/images', () => HttpResponse.json({ items, nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByRole('link', { name: /bafkreireverted.*Reverted/ })).toBeVisible()
  expect(screen.getByRole('link', { name: /bafkreimisdirected.*Wrong registry/ })).toBeVisible()
})

it('does not call an image failed that only waits for busy models', async () => {
  const failure = { reason: 'The classifier is busy.', attempts: 0, retryAt: '2026-08-01T10:00:09Z', timesBusy: 3 }
  const items = [anImage({ phase: 'failed', failure })]
  server.use(http.get('/api/images', () => HttpResponse.json({ items, nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByRole('link', { name: /bafkreiexample.*Registered/ })).not.toHaveTextContent('Failed')
})

it('shows older images on request, each linked by its CID', async () => {
  const page = (cid: string, nextPage: number | null) => HttpResponse.json({ items: [anImage({ cid })], nextPage })
  server.use(
    http.get('/api/images', ({ request }) =>
      new URL(request.url).searchParams.get('page') === '0' ? page('bafkreiolder', null) : page('bafkreinewer', 0),
    ),
  )
  renderWithQueries(<ImageList selected="bafkreinewer" mayUpload />)

  await userEvent.click(await screen.findByRole('button', { name: 'Show older images' }))

  const older = await screen.findByRole('link', { name: /bafkreiolder/ })
  expect(older).toHaveAttribute('href', '#bafkreiolder')
  expect(screen.getByRole('link', { current: true })).toHaveAttribute('href', '#bafkreinewer')
  expect(screen.queryByRole('button', { name: 'Show older images' })).toBeNull()
})

it('lists the images on which withdrawn models voted, and follows the list to them', async () => {
  serveWithdrawn('aa', 'bb')
  server.use(
    http.get('/api/images', ({ request }) => {
      const query = new URL(request.url).searchParams
      if (query.getAll('votedBy').join() !== 'aa,bb')
        return HttpResponse.json({ items: [anImage({ cid: 'bafkreisound' })], nextPage: null })
      return query.get('page') === '7'
        ? HttpResponse.json({ items: [anImage({ cid: 'bafkreiaffected' })], nextPage: null })
        : HttpResponse.json({ items: [], nextPage: 7 })
    }),
  )
  renderWithQueries(<ImageList selected={null} mayUpload />)
  expect(await screen.findByRole('link', { name: /bafkreisound/ })).toBeVisible()

  await userEvent.click(await screen.findByRole('checkbox', { name: /withdrawn/ }))

  expect(await screen.findByText('None among the newer images.')).toBeVisible()
  expect(screen.queryByRole('link', { name: /bafkreisound/ })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show older images' }))
  expect(await screen.findByRole('link', { name: /bafkreiaffected/ })).toBeVisible()
})

it('offers no such list where no model was withdrawn', async () => {
  server.use(http.get('/api/images', () => HttpResponse.json({ items: [anImage()], nextPage: null })))
  renderWithQueries(<ImageList selected={null} mayUpload />)

  expect(await screen.findByRole('link', { name: /bafkreiexample/ })).toBeVisible()
  expect(screen.queryByRole('checkbox', { name: /withdrawn/ })).toBeNull()
})

it('lists what awaits a review', async () => {
  server.use(
    http.get('/api/images', ({ request }) =>
      HttpResponse.json({
        items: new URL(request.url).searchParams.has('awaitingReview')
          ? []
          : [anImage({ phase: 'reviewed', result: aResult() })],
        nextPage: null,
      }),
    ),
  )
  renderWithQueries(<ImageList selected={null} mayUpload />)
  expect(await screen.findByRole('link', { name: /bafkreiexample.*Reviewed/ })).toBeVisible()

  await userEvent.click(screen.getByRole('checkbox', { name: 'Only those that await a review' }))

  expect(await screen.findByText('None awaits a review now.')).toBeVisible()
})

it('tells what a person read before what the models call, and takes what is signed off from those that wait', async () => {
  const image = anImage({ phase: 'classified', result: aResult() })
  const review = { reviewer: '0x1', verdict: 'not assessable', issuedAt: '', resultOf: aResult().classifiedAt }
  const reviewed = { ...image, phase: 'reviewed' as const, reviews: [review, { ...review, resultOf: '2020-01-01' }] }
  server.use(http.get('/api/images', () => HttpResponse.json({ items: [image], nextPage: null })))
  const { client } = renderWithQueries(<ImageList selected={null} mayUpload />)
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Only those that await a review' }))
  expect(await screen.findByRole('link', { name: /bafkreiexample.*Classified/ })).not.toHaveTextContent('Signed off')

  act(() => replaceInList(client, reviewed))
  await waitFor(() => expect(screen.queryByRole('link')).toBeNull())

  await userEvent.click(screen.getByRole('checkbox', { name: 'Only those that await a review' }))
  act(() => replaceInList(client, reviewed))
  expect(await screen.findByText(/Signed off/)).toBeVisible()
  expect(screen.getByRole('link')).toHaveTextContent(/Signed off: not assessableModels: IDC-positive tissue 0\.93$/)
})
