import { expect, it } from 'vitest'

import { stages } from './stages'

it.each([
  ['stored', ['done', 'current', 'ahead', 'ahead', 'ahead']],
  ['awaitingSignature', ['done', 'current', 'ahead', 'ahead', 'ahead']],
  ['submitted', ['done', 'done', 'current', 'ahead', 'ahead']],
  ['confirming', ['done', 'done', 'current', 'ahead', 'ahead']],
  ['reorged', ['done', 'done', 'current', 'ahead', 'ahead']],
  ['reverted', ['done', 'done', 'failed', 'ahead', 'ahead']],
  ['replaced', ['done', 'done', 'failed', 'ahead', 'ahead']],
  ['dropped', ['done', 'done', 'failed', 'ahead', 'ahead']],
  ['misdirected', ['done', 'done', 'failed', 'ahead', 'ahead']],
  ['unattributed', ['done', 'done', 'failed', 'ahead', 'ahead']],
  ['registered', ['done', 'done', 'done', 'current', 'ahead']],
  ['classifying', ['done', 'done', 'done', 'current', 'ahead']],
  ['failed', ['done', 'done', 'done', 'failed', 'ahead']],
  ['classified', ['done', 'done', 'done', 'done', 'current']],
  ['reviewed', ['done', 'done', 'done', 'done', 'done']],
] as const)('shows how far %s has come', (phase, states) =>
  expect(stages(phase).map(({ state }) => state)).toEqual(states),
)
