import { useCallback } from 'react'

import { imageHeading } from '../lib/go-to-image'
import { BusyButton, type BusyButtonProps } from './busy-button'

/** `to` is the id of what gets the focus: the image, unless told otherwise. */
type LeavingButtonProps = Omit<BusyButtonProps, 'ref'> & { to?: string }

/** A button that goes once what it asked for is done; the keyboard's focus, if it is there, then goes elsewhere. */
export function LeavingButton({ to = imageHeading, ...button }: LeavingButtonProps) {
  const leave = useCallback(
    (leaving: HTMLButtonElement) => () => {
      if (document.activeElement === leaving) document.getElementById(to)?.focus()
    },
    [to],
  )
  return <BusyButton ref={leave} {...button} />
}
