import { useCallback, type ComponentProps, type ReactNode } from 'react'

import { imageHeading } from '../lib/go-to-image'

type LeavingButtonProps = Pick<ComponentProps<'button'>, 'className' | 'disabled' | 'aria-describedby'> & {
  busy?: boolean
  /** Id of what gets the focus. */
  to?: string
  onPress: () => void
  children: ReactNode
}

/** A button that goes once what it asked for is done; the keyboard's focus, if it is there, then goes to the image, or elsewhere. While busy it keeps the focus, as a disabled one would not. */
export function LeavingButton({ busy = false, to = imageHeading, onPress, ...button }: LeavingButtonProps) {
  const leave = useCallback(
    (leaving: HTMLButtonElement) => () => {
      if (document.activeElement === leaving) document.getElementById(to)?.focus()
    },
    [to],
  )
  return <button ref={leave} type="button" aria-disabled={busy} onClick={() => !busy && onPress()} {...button} />
}
