import { wentWithChain } from '../../lib/replaced-chain'
import type { Image, ImagePhase, TransactionProblem } from '../../lib/types'

/** What happened to an image, and what a person may do next. `trouble` sets apart what stops or delays it. */
export type Explanation = { what: string; next?: string; trouble?: 'warning' | 'error' }

/** Where an image stands, in plain words; `resetAt` is when the chain was last replaced. */
export function explain(image: Image, resetAt: string | null): Explanation {
  const { phase, registration, transactionProblem } = image
  if (wentWithChain(image, resetAt)) {
    return {
      trouble: 'warning',
      what: 'The chain or its registry was replaced, and what it held of this image is gone with it.',
      next: 'Sign again to register it anew.',
    }
  }
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
      return { what: 'The registration waits to be signed.', next: 'Sign it with your wallet to go on.' }
    case 'submitted':
      return { what: 'The transaction was sent; waiting for the chain to show its event.' }
    case 'confirming':
      return {
        what: registration
          ? `The chain shows the event: ${registration.confirmations} of ${registration.required} confirmations.`
          : 'The chain shows the event; waiting for confirmations.',
      }
    case 'registered':
      return { what: 'The registration is confirmed; classification comes next.' }
    case 'classifying':
      return { what: 'The models are at work.' }
    case 'classified':
      return { what: 'Registered and classified; nobody signed the result off yet.' }
    case 'reviewed':
      return { what: 'Registered, classified and signed off.' }
    case 'erased':
      return { what: 'Erased: nobody can open this image any more. What was registered, found and signed of it stays.' }
    case 'failed':
      return { what: 'Classification failed.' }
    case 'reverted':
    case 'replaced':
    case 'dropped':
    case 'reorged':
    case 'misdirected':
    case 'unattributed':
      return explainTrouble(phase, transactionProblem)
  }
}

type Trouble = Extract<ImagePhase, 'reverted' | 'replaced' | 'dropped' | 'reorged' | 'misdirected' | 'unattributed'>

function explainTrouble(phase: Trouble, problem: TransactionProblem | null): Explanation {
  switch (phase) {
    case 'reverted':
      return {
        trouble: 'error',
        what: 'The contract refused the transaction. It registered nothing.',
        next: 'Sign again once the reason is dealt with.',
      }
    case 'replaced':
      return problem?.kind === 'cancelled'
        ? {
            trouble: 'warning',
            what: 'The transaction was cancelled in the wallet.',
            next: 'Sign again if the image is to be registered after all.',
          }
        : {
            trouble: 'warning',
            what: 'The wallet sent another transaction with the same nonce, and that one does not register this image.',
            next: 'Sign again to register it.',
          }
    case 'dropped':
      return {
        trouble: 'warning',
        what: 'The network dropped the transaction before it was mined.',
        next: 'Sign again. If it happens again, have the wallet offer a higher fee.',
      }
    case 'reorged':
      return {
        trouble: 'warning',
        what: 'The block was reorganised away; waiting for the transaction to be mined again.',
        next: 'There is nothing to do: it goes on by itself. Sign again only if it does not come back.',
      }
    case 'misdirected':
      return {
        trouble: 'error',
        what: 'That transaction does not register this image at this registry.',
        next: 'Sign again, and let the wallet send what this page gives it, unchanged.',
      }
    case 'unattributed':
      return {
        trouble: 'warning',
        what: 'Registered, but by an account that does not speak for this site.',
        next: 'Choose an account in the wallet that is a member of the site, then sign again.',
      }
  }
}
