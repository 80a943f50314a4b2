import { expect, it } from 'vitest'

import { stages } from './stages'

it.each([
  ['stored', ['done', 'current', 'ahead', 'ahead']],
  ['awaitingSignature', ['done', 'current', 'ahead', 'ahead']],
  ['submitted', ['done', 'done', 'current', 'ahead']],
  ['confirming', ['done', 'done', 'current', 'ahead']],
  ['reorged', ['done', 'done', 'current', 'ahead']],
  ['reverted', ['done', 'done', 'failed', 'ahead']],
  ['replaced', ['done', 'done', 'failed', 'ahead']],
  ['dropped', ['done', 'done', 'failed', 'ahead']],
  ['misdirected', ['done', 'done', 'failed', 'ahead']],
  ['unattributed', ['done', 'done', 'failed', 'ahead']],
  ['registered', ['done', 'done', 'done', 'current']],
  ['classifying', ['done', 'done', 'done', 'current']],
  ['failed', ['done', 'done', 'done', 'failed']],
  ['classified', ['done', 'done', 'done', 'done']],
] as const)('shows how far %s has come', (phase, states) =>
  expect(stages(phase).map(({ state }) => state)).toEqual(states),
)
