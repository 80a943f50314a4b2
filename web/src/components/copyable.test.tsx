import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { Copyable } from './copyable'

it('gives the whole value to read where the browser does not let it be copied', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard)
  render(<Copyable name="CID" value="bafkreiexampleexampleexample" />)

  await user.click(screen.getByRole('button', { name: 'Copy CID' }))

  expect(await screen.findByText(/not allowed. bafkreiexampleexampleexample/)).toBeVisible()
})
