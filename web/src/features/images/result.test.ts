import { expect, it } from 'vitest'

import { aResult, aVote } from '../../testing/fixtures'
import { agreement, summary, warnings } from './result'

const votes = (...labels: string[]) => labels.map((label) => aVote({ label }))

it('counts how many models call each class', () => {
  expect(agreement(votes('positive', 'negative', 'positive'))).toBe(
    'The models disagree: 2 for positive, 1 for negative.',
  )
  expect(agreement(votes('negative', 'negative'))).toBe('All 2 models agree.')
})

it('speaks of no agreement when one model voted', () => expect(agreement(votes('positive'))).toBe('One model voted.'))

it('sums a result up in a few words, and names no class that is not to be relied on', () => {
  expect(summary(aResult())).toBe('IDC-positive tissue 0.93')
  expect(summary(aResult({ uncertain: true, label: null }))).toBe('Uncertain: no call')
  expect(summary(aResult({ warnings: ['A member is withdrawn.'] }))).toBe('Read with care: IDC-positive tissue 0.93')
  expect(summary(aResult({ votes: [aVote({ warnings: ['too large'] })], warnings: ['A member is withdrawn.'] }))).toBe(
    'Do not rely on the result',
  )
})

it('gives each warning once, with its models', () =>
  expect(
    warnings([
      aVote({ model: 'a', warnings: ['wrong scale'] }),
      aVote({ model: 'b', warnings: ['wrong scale', 'blurred'] }),
      aVote({ model: 'c' }),
    ]),
  ).toEqual([
    { text: 'wrong scale', models: ['a', 'b'] },
    { text: 'blurred', models: ['b'] },
  ]))
