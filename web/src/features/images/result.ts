import { probability } from '../../lib/format'
import type { EnsembleResult, ModelVote } from '../../lib/types'

/** How the models call the image, each at its own threshold, in a sentence. */
export function agreement(votes: ModelVote[]): string {
  const labels = [...new Set(votes.map(({ label }) => label))]
  const counts = labels.map((label) => `${votes.filter((vote) => vote.label === label).length} for ${label}`)
  if (votes.length === 1) return 'One model voted.'
  return labels.length === 1 ? `All ${votes.length} models agree.` : `The models disagree: ${counts.join(', ')}.`
}

export const DO_NOT_RELY = 'Do not rely on the result'

/** Whether any model gives a reason not to rely on what it says of the image. */
export function isDoubted(votes: ModelVote[]): boolean {
  return votes.some((vote) => vote.warnings.length > 0)
}

/** What the ensemble says where there is no room for reasons to distrust it: nothing if a model gives one, and that there is one if the vote as a whole does. */
export function summary({ label, uncertain, probability: value, votes, warnings: ofTheVote }: EnsembleResult): string {
  if (isDoubted(votes)) return DO_NOT_RELY
  const call = uncertain || label === null ? 'Uncertain: no call' : `${label} ${probability(value)}`
  return ofTheVote?.length ? `Read with care: ${call}` : call
}

/** Each warning once, with the models that gave it. */
export function warnings(votes: ModelVote[]): { text: string; models: string[] }[] {
  const texts = [...new Set(votes.flatMap((vote) => vote.warnings))]
  const givers = (text: string) => votes.filter((vote) => vote.warnings.includes(text))
  return texts.map((text) => ({ text, models: givers(text).map(({ model }) => model) }))
}
