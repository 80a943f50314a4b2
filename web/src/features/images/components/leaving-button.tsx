import type { ReactNode } from 'react'

import { goToImage } from '../go-to-image'

type LeavingButtonProps = { busy: boolean; onPress: () => void; children: ReactNode }

/** A button that goes once what it asked for is done; the keyboard's focus, if it is there, then goes to the image. While busy it keeps the focus, as a disabled one would not. */
export const LeavingButton = ({ busy, onPress, children }: LeavingButtonProps) => (
  <button ref={leave} type="button" aria-disabled={busy} onClick={() => !busy && onPress()}>
    {children}
  </button>
)

const leave = (button: HTMLButtonElement) => () => {
  if (document.activeElement === button) goToImage()
}
