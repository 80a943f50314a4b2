import { expect, it } from 'vitest'

import { anEntry, anImage, aRegistration } from '../testing/fixtures'
import { wentWithChain } from './replaced-chain'

const resetAt = '2026-08-01T11:00:00Z'
const seen = anEntry({ event: 'registrationSeen', phase: 'confirming', at: '2026-08-01T10:59:59.999Z' })
const lost = anEntry({ event: 'registrationLost', phase: 'reorged', at: '2026-08-01T11:00:01Z' })
const image = anImage({ phase: 'reorged', history: [seen, lost] })

it('counts a registration as gone that was on the chain before it was replaced', () =>
  expect(wentWithChain(image, resetAt)).toBe(true))

it('counts a transaction as gone that was announced before', () => {
  const announced = anEntry({ event: 'transactionSubmitted', phase: 'submitted', at: seen.at })
  expect(wentWithChain(anImage({ phase: 'submitted', history: [announced] }), resetAt)).toBe(true)
})

it.each([
  ['nothing was replaced', image, null],
  ['it was signed again since', anImage({ history: [seen, lost, anEntry({ at: '2026-08-01T11:00:02Z' })] }), resetAt],
  ['it is erased', { ...image, phase: 'erased' as const }, resetAt],
  ['the registration stands', anImage({ history: [seen], registration: aRegistration() }), resetAt],
  ['the chain had nothing of it', anImage({ history: [anEntry({ event: 'stored', phase: 'stored' })] }), resetAt],
])('counts nothing as gone where %s', (_, of, at) => expect(wentWithChain(of, at)).toBe(false))
