import { probability } from '../../../lib/format'
import type { EnsembleResult, ModelVote } from '../../../lib/types'
import { summary } from '../result'
import { DatedList } from './dated-list'

/** Results in whose place others came, oldest first: what was known when. */
export function EarlierResults({ results }: { results: EnsembleResult[] }) {
  const entries = results.map((result) => ({
    at: result.classifiedAt,
    text: summary(result),
    hint: result.votes.map(inWords).join(', '),
  }))
  return <DatedList title="Earlier results" entries={entries} />
}

const inWords = ({ model, probability: value, warnings }: ModelVote) =>
  [`${model} ${probability(value)}`, ...warnings.map((text) => `(${text})`)].join(' ')
