import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'

import { aChain, aModel, anImage, aSession } from '../testing/fixtures'
import { renderWithQueries } from '../testing/render'
import { server } from '../testing/server'
import { App } from './app'

beforeEach(() =>
  server.use(
    http.get('/api/session', () => HttpResponse.json(aSession())),
    http.get('/api/chain', () => HttpResponse.json(aChain())),
    http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })),
    http.get('/api/images', () =>
      HttpResponse.json({
        items: [anImage({ cid: 'bafkreinewer' }), anImage({ cid: 'bafkreiolder' })],
        nextPage: null,
      }),
    ),
    http.get('/api/images/:cid', ({ params, request }) =>
      request.headers.has('If-None-Match')
        ? delay('infinite')
        : HttpResponse.json(anImage({ cid: String(params.cid) }), { headers: { ETag: '"1"' } }),
    ),
  ),
)

const heading = () => screen.getByRole('heading', { name: 'Image' })

it('leads to the image that a person chooses, also if it is the shown one', async () => {
  renderWithQueries(<App />)

  await userEvent.click(await screen.findByRole('link', { name: /bafkreiolder/ }))
  await waitFor(() => expect(heading()).toHaveFocus())

  await userEvent.click(screen.getByRole('link', { name: /bafkreinewer/ }))
  await waitFor(() => expect(screen.getByRole('link', { current: true })).toHaveTextContent('bafkreinewer'))
  expect(heading()).toHaveFocus()

  await userEvent.click(screen.getByRole('link', { current: true }))
  expect(heading()).toHaveFocus()
})

it('leaves the focus where it is when the page opens with an image', async () => {
  window.location.hash = 'bafkreiolder'
  renderWithQueries(<App />)

  expect(await screen.findByRole('status', { name: 'Phase' })).toBeVisible()
  expect(document.body).toHaveFocus()
})

it('leaves the focus where it is when the page shows by itself what was uploaded', async () => {
  let store: () => void = () => undefined
  const stored = new Promise<void>((resolve) => (store = resolve))
  server.use(
    http.post('/api/images', async () => {
      await stored
      return HttpResponse.json(anImage({ cid: 'bafkreiuploaded' }), { status: 202 })
    }),
  )
  renderWithQueries(<App />)
  await userEvent.upload(await screen.findByLabelText('Choose images'), new File(['x'], 'a.png', { type: 'image/png' }))
  const urgent = screen.getByRole('checkbox', { name: /^Urgent/ })
  urgent.focus()
  store()

  await waitFor(() => expect(heading()).toBeVisible())
  expect(window.location.hash).toBe('#bafkreiuploaded')
  expect(urgent).toHaveFocus()
})
