import { wentWithChain } from '../../lib/replaced-chain'
import type { Image } from '../../lib/types'

/** How signing is put to a person: the name of the button, whether it is what to do next, and when to press it. */
export type SigningOffer = { name: string; primary: boolean; hint: string }

const again: SigningOffer = { name: 'Sign again', primary: true, hint: 'Sends a new transaction.' }

/** What to offer for an image; null where the chain shows the registration, so that nothing is left to sign. `resetAt` is when it was last replaced. */
export function signingOffer(image: Image, resetAt: string | null): SigningOffer | null {
  const { phase } = image
  if (wentWithChain(image, resetAt)) return again
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
      return {
        name: 'Sign registration',
        primary: true,
        hint: 'Puts the digest of the encrypted image on the chain, and nothing else.',
      }
    case 'reverted':
    case 'replaced':
    case 'dropped':
    case 'misdirected':
    case 'unattributed':
      return again
    case 'submitted':
      return { name: 'Sign again', primary: false, hint: 'Only if you cancelled the transaction in your wallet.' }
    case 'reorged':
      return { name: 'Sign again', primary: false, hint: 'Only if the transaction does not come back.' }
    case 'confirming':
    case 'registered':
    case 'classifying':
    case 'classified':
    case 'reviewed':
    case 'erased':
    case 'failed':
      return null
  }
}
