import type { Image } from './types'

const ofTheChain = ['transactionSubmitted', 'registrationSeen', 'registrationUnattributed']

/** Whether what an image had on the chain is gone with one that was replaced at `resetAt`, and nothing was signed since. */
export function wentWithChain({ phase, registration, history }: Image, resetAt: string | null): boolean {
  const last = history.findLast(({ event }) => ofTheChain.includes(event))
  return (
    phase !== 'erased' &&
    registration === null &&
    last !== undefined &&
    resetAt !== null &&
    Date.parse(last.at) < Date.parse(resetAt)
  )
}
