import { expect, it } from 'vitest'

import type { Image } from '../../../lib/types'
import { anImage } from '../../../testing/fixtures'
import { refreshAfter, type Wanted } from './list-images'

const failure = { reason: 'The classifier is busy.', attempts: 0, retryAt: '2026-08-01T10:00:09Z', timesBusy: 3 }
const after = (parts: Partial<Image>, wanted: Partial<Wanted> = {}) =>
  refreshAfter({ votedBy: [], awaitingReview: false, ...wanted }, [
    { items: [], nextPage: 1 },
    { items: [anImage(), anImage(parts)], nextPage: null },
  ])

it.each<Partial<Image>>([{ phase: 'submitted' }, { phase: 'classifying' }, { phase: 'failed', failure }])(
  'reads the list again soon while an image is on its way: %o',
  (parts) => expect(after(parts)).toBe(3_000),
)

it.each<Partial<Image>>([{}, { phase: 'classified' }, { phase: 'failed', failure: { ...failure, retryAt: null } }])(
  'leaves it longer where images wait for a person or for nothing: %o',
  (parts) => expect(after(parts)).toBe(15_000),
)

it('looks through all images for those on which a model voted only while one of these is on its way', () => {
  expect(after({ phase: 'classified' }, { votedBy: ['ab'.repeat(32)] })).toBe(false)
  expect(after({ phase: 'classifying' }, { votedBy: ['ab'.repeat(32)] })).toBe(3_000)
})

it('looks through all images for those that await a review each minute', () => {
  expect(after({ phase: 'classified' }, { awaitingReview: true })).toBe(60_000)
  expect(after({}, { awaitingReview: true, votedBy: ['ab'.repeat(32)] })).toBe(60_000)
})
