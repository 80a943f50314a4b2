import type { Model, ModelVote } from '../../lib/types'

/** The model that cast a vote, as long as its very file is served; else, in words, what has become of it. */
export type Voter = { model: Model; since?: never } | { model?: never; since: string }

export function voterOf(vote: ModelVote, models: Model[]): Voter {
  const model = models.find(({ name }) => name === vote.model)
  if (model?.sha256 === vote.modelSha256) return { model }
  if (model?.candidate?.sha256 === vote.modelSha256)
    return { since: 'on trial, in place of the version that is served' }
  return { since: model ? 'another version is served' : 'no version of it is served' }
}

/** A model that cast one of the votes and is still served: what it was trained to tell holds for all of them. */
export const servedVoter = (votes: ModelVote[], models: Model[]): Model | undefined =>
  votes.map((vote) => voterOf(vote, models).model).find((model) => model !== undefined)
