import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'

export const signInButton = () => screen.findByRole('button', { name: 'Sign in' })

export async function signIn() {
  await waitFor(async () => expect(await signInButton()).toBeEnabled())
  await userEvent.click(await signInButton())
}

/** Signs in with the one wallet that the page found. */
export async function connectAndSignIn() {
  await userEvent.click(await screen.findByRole('button', { name: 'Connect Browser wallet' }))
  await signIn()
}
