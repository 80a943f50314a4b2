import { expect, it } from 'vitest'

import { aVote } from '../../testing/fixtures'
import { agreement, warnings } from './result'

const result = (...labels: string[]) => ({
  probability: 0.7,
  label: 'positive',
  classifiedAt: '2026-08-01T10:00:00Z',
  votes: labels.map((label) => aVote({ label })),
})

it('counts the models that support the label', () =>
  expect(agreement(result('positive', 'negative', 'positive'))).toBe('2 of 3 models agree.'))

it('speaks of no agreement when one model voted', () => expect(agreement(result('positive'))).toBe('One model voted.'))

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
