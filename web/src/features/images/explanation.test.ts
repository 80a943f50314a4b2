import { expect, it } from 'vitest'

import type { Image } from '../../lib/types'
import { anEntry, anImage, aProblem, aRegistration } from '../../testing/fixtures'
import { explain } from './explanation'

it.each<[Partial<Image>, RegExp]>([
  [{ phase: 'awaitingSignature' }, /waits to be signed/],
  [{ phase: 'submitted' }, /waiting for the chain/],
  [{ phase: 'confirming', registration: aRegistration() }, /1 of 2 confirmations/],
  [{ phase: 'reverted', transactionProblem: aProblem() }, /refused the transaction/],
  [
    { phase: 'replaced', transactionProblem: aProblem({ kind: 'replaced' }) },
    /another transaction with the same nonce/,
  ],
  [{ phase: 'replaced', transactionProblem: aProblem({ kind: 'cancelled' }) }, /cancelled in the wallet/],
  [{ phase: 'dropped', transactionProblem: aProblem({ kind: 'dropped' }) }, /dropped the transaction/],
  [{ phase: 'reorged' }, /reorganised away; waiting for the transaction to be mined again/],
  [
    { phase: 'misdirected', transactionProblem: aProblem({ kind: 'wrongRegistry' }) },
    /does not register this image at this registry/,
  ],
  [{ phase: 'unattributed' }, /by an account that does not speak for this site/],
])('says of %o what happened', (parts, what) => expect(explain(anImage(parts), null).what).toMatch(what))

it.each(['reverted', 'replaced', 'dropped', 'reorged', 'misdirected', 'unattributed'] as const)(
  'says while %s what to do next',
  (phase) => expect(explain(anImage({ phase }), null).next).toMatch(/[Ss]ign again/),
)

it.each(['submitted', 'reorged', 'dropped', 'replaced'] as const)(
  'promises nothing of a transaction that went with a replaced chain: %s',
  (phase) => {
    const { what, next } = explain(anImage({ phase, history: [anEntry()] }), '2026-08-01T11:00:00Z')
    expect(what).toMatch(/^The chain or its registry was replaced/)
    expect(next).toMatch(/^Sign again/)
  },
)
