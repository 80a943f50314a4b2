import type { EnsembleResult, ModelVote } from '../../lib/types'

/** How many models support the ensemble's label, in a sentence. */
export function agreement({ label, votes }: EnsembleResult): string {
  const agreeing = votes.filter((vote) => vote.label === label).length
  return votes.length === 1 ? 'One model voted.' : `${agreeing} of ${votes.length} models agree.`
}

/** Each warning once, with the models that gave it. */
export function warnings(votes: ModelVote[]): { text: string; models: string[] }[] {
  const texts = [...new Set(votes.flatMap((vote) => vote.warnings))]
  const givers = (text: string) => votes.filter((vote) => vote.warnings.includes(text))
  return texts.map((text) => ({ text, models: givers(text).map(({ model }) => model) }))
}
