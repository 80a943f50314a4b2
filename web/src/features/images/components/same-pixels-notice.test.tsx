import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'

import { SamePixelsNotice } from './same-pixels-notice'

it('leads to the images that have the same pixels', () => {
  render(<SamePixelsNotice cids={['bafkreifirstexample1234', 'bafkreisecondexample']} />)

  expect(screen.getByRole('status')).toHaveTextContent(
    'This image was uploaded beforeEvery pixel is the same as in bafkreifir…le1234, bafkreisecondexample.',
  )
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '#bafkreifirstexample1234',
    '#bafkreisecondexample',
  ])
})
