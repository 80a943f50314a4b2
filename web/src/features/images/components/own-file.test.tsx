import { fireEvent, render } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'

import { keepFile } from '../../../lib/own-files'
import { OwnFile } from './own-file'

let revoked: string[]

beforeEach(() => {
  revoked = []
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:own')
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})

const show = (name: string) => {
  keepFile('bafkreiexample', new File(['x'], name))
  return render(<OwnFile cid="bafkreiexample" />)
}

it('names and shows the file that this page stored, and lets go of it', () => {
  const { container, unmount } = show('slide.png')

  expect(container).toHaveTextContent('slide.png')
  expect(container.querySelector('img')).toHaveAttribute('src', 'blob:own')
  unmount()
  expect(revoked).toEqual(['blob:own'])
})

it('only names one that the browser cannot show', () => {
  const { container } = show('slide.tif')

  fireEvent.error(container.querySelector('img') ?? container)

  expect(container).toHaveTextContent('slide.tif')
  expect(container.querySelector('img')).toBeNull()
  expect(revoked).toEqual(['blob:own'])
})

it('shows nothing of an image that was stored elsewhere', () =>
  expect(render(<OwnFile cid="bafkreielsewhere" />).container).toBeEmptyDOMElement())
