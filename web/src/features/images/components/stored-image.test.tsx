import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { problem } from '../../../testing/guarded-api'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { StoredImage } from './stored-image'

const path = '/api/images/bafkreiexample/pixels'
const toggle = (name: string) => userEvent.click(screen.getByRole('button', { name }))

it('shows the image only once that is asked for, and asks anew the next time', async () => {
  let asked = 0
  server.use(
    http.get(path, () => {
      asked++
      return HttpResponse.arrayBuffer(new Uint8Array([1]).buffer, { headers: { 'Content-Type': 'image/png' } })
    }),
  )
  renderWithQueries(<StoredImage cid="bafkreiexample" />)
  expect(asked).toBe(0)

  await toggle('Show the image')
  expect(await screen.findByRole('img', { name: 'The image as it is stored' })).toBeVisible()
  await toggle('Hide the image')
  expect(screen.queryByRole('img')).toBeNull()
  await toggle('Show the image')
  expect(await screen.findByRole('img')).toBeVisible()
  expect(asked).toBe(2)
})

it.each([410, 500])('says why it cannot be had: %i', async (status) => {
  server.use(http.get(path, () => problem(status, 'image-erased', 'It was erased.')))
  renderWithQueries(<StoredImage cid="bafkreiexample" />)
  await toggle('Show the image')

  expect(await screen.findByRole('alert')).toHaveTextContent('It was erased.')
})
