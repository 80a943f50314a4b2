import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { imageHeading } from '../lib/go-to-image'
import { LeavingButton } from './leaving-button'

const press = vi.fn()
const part = (state: 'free' | 'busy' | 'gone') => (
  <>
    <h2 id={imageHeading} tabIndex={-1}>
      Image
    </h2>
    {state !== 'gone' && (
      <LeavingButton busy={state === 'busy'} onPress={press}>
        Retry now
      </LeavingButton>
    )}
    <input />
  </>
)

it('leaves the focus at the image when it goes, and keeps it until then', async () => {
  const { rerender } = render(part('free'))
  const button = screen.getByRole('button')
  await userEvent.click(button)
  expect(press).toHaveBeenCalledOnce()

  rerender(part('busy'))
  await userEvent.keyboard('{Enter}')
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(press).toHaveBeenCalledOnce()

  rerender(part('gone'))
  expect(screen.getByRole('heading')).toHaveFocus()
})

it('takes the focus from nothing else when it goes', async () => {
  const { rerender } = render(part('free'))
  await userEvent.click(screen.getByRole('button'))
  await userEvent.click(screen.getByRole('textbox'))

  rerender(part('gone'))
  expect(screen.getByRole('textbox')).toHaveFocus()
})
