import type { ComponentProps } from 'react'

export type BusyButtonProps = Omit<ComponentProps<'button'>, 'type' | 'onClick' | 'aria-disabled'> & {
  busy?: boolean
  onPress: () => void
}

/** A button that takes no press while it is busy, and then keeps the keyboard's focus, as a disabled one would not. */
export const BusyButton = ({ busy = false, onPress, ...button }: BusyButtonProps) => (
  <button type="button" aria-disabled={busy} onClick={() => !busy && onPress()} {...button} />
)
