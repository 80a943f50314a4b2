import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'

import { fileOf, keepFile } from '../../../lib/own-files'
import { anImage, aRegistration } from '../../../testing/fixtures'
import { problem } from '../../../testing/guarded-api'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ImageDetail } from './image-detail'

const path = '/api/images/bafkreiexample'
const no = () => null

const show = (mayChange = true) =>
  renderWithQueries(
    <ImageDetail
      cid="bafkreiexample"
      resetAt={null}
      mayChange={mayChange}
      maySee
      signing={no}
      attesting={no}
      reviewing={no}
    />,
  )

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

let erased: boolean

beforeEach(() => {
  erased = false
  server.use(
    http.get(path, async ({ request }) => {
      if (request.headers.has('If-None-Match')) await delay(100)
      const image = anImage({ phase: erased ? 'erased' : 'confirming', registration: aRegistration() })
      return HttpResponse.json(image, { headers: { ETag: `"${erased}"` } })
    }),
    http.get(`${path}/pixels`, () => HttpResponse.arrayBuffer(new Uint8Array([1]).buffer)),
    http.delete(path, async () => {
      erased = true
      await delay(300) // so that the page hears of it before its answer
      return HttpResponse.json(anImage({ phase: 'erased' }))
    }),
  )
})

it('erases an image once that was confirmed, and forgets its file', async () => {
  keepFile('bafkreiexample', new File(['x'], 'slide.png'))
  show()
  await screen.findByRole('link', { name: 'Save the encrypted image' })
  expect(screen.getByText('slide.png')).toBeVisible()
  await press('Show the image')
  expect(await screen.findByRole('img', { name: 'The image as it is stored' })).toBeVisible()
  await press('Erase this image…')
  expect(screen.getByRole('alert')).toHaveTextContent('Its registration, results and reviews stay.')
  expect(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  await press('Keep it')
  expect(screen.getByRole('button', { name: 'Erase this image…' })).toHaveFocus()
  expect(erased).toBe(false)

  await press('Erase this image…')
  await press('Erase for good')

  expect(await screen.findByText(/Erased: nobody can open this image any more/)).toBeVisible()
  expect(screen.queryByText('slide.png')).toBeNull()
  expect(screen.queryByRole('img')).toBeNull()
  await waitFor(() => expect(fileOf('bafkreiexample')).toBeUndefined())
  expect(screen.getByRole('link', { name: 'Save the evidence' })).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Save the encrypted image' })).toBeNull()
  expect(screen.queryByRole('button', { name: /Erase/ })).toBeNull()
  expect(screen.queryByRole('list', { name: 'Stages' })).toBeNull()
})

it('is not offered to who changes nothing', async () => {
  show(false)

  expect(await screen.findByRole('link', { name: 'Save the encrypted image' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Erase/ })).toBeNull()
})

it('says why it was not erased, and can be tried again', async () => {
  server.use(http.delete(path, () => problem(503, 'silo-unavailable', 'A silo does not answer.')))
  show()
  await screen.findByRole('link', { name: 'Save the encrypted image' })
  await press('Erase this image…')
  await press('Erase for good')

  expect(await screen.findByText(/A silo does not answer. It can be tried again./)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Erase for good' })).toHaveAttribute('aria-disabled', 'false')
})
