import type { ReactNode } from 'react'

import { Copyable } from '../../../components/copyable'
import { Facts, type Fact } from '../../../components/facts'
import { decimal, percent } from '../../../lib/format'
import type { Candidate, Model, ModelVote } from '../../../lib/types'
import { metricFacts } from '../figures'
import type { Voter } from '../voter'
import { PlotLinks } from './plot-links'

/** Which file voted, and what its card says of it, or that another one is served; neither before that is known. */
export function ModelFacts({ vote, voter }: { vote: ModelVote; voter: Voter | undefined }) {
  return (
    <Facts
      facts={[
        ['Model SHA-256', <Copyable key="sha" name={`SHA-256 of ${vote.model}`} value={vote.modelSha256} />],
        ...(vote.cardSha256
          ? [
              [
                'Card SHA-256',
                <Copyable key="card" name={`SHA-256 of the card of ${vote.model}`} value={vote.cardSha256} />,
              ] satisfies Fact,
            ]
          : []),
        ['Logit', vote.logit.toFixed(3)],
        ['Time in the model', `${vote.milliseconds.toFixed(1)} ms`],
        ...(voter?.model ? cardFacts(voter.model) : []),
        ...(voter?.since ? [['Now', voter.since] satisfies Fact] : []),
      ]}
    />
  )
}

function cardFacts({
  task,
  negativeLabel,
  positiveLabel,
  inputWidth,
  inputHeight,
  card,
  figures,
  plots,
  candidate,
}: Model): [string, ReactNode][] {
  const facts: [string, ReactNode | undefined][] = [
    ['Task', task],
    ['Trained on', card.data?.name],
    ['Classes', `${negativeLabel} / ${positiveLabel}`],
    ['Input', `${inputWidth} × ${inputHeight} pixels`],
    ['Version', card.version],
    ['Threshold', card.threshold],
    ['Trained', card.trainedAt],
    ['Licence', card.license],
    ...metricFacts(card.metrics, figures),
    ['Report', plots.length > 0 ? <PlotLinks key="plots" paths={plots} /> : undefined],
    ['On trial', candidate ? trial(candidate) : undefined],
  ]
  return facts.filter(([, value]) => value !== undefined)
}

/** How a new version does beside the one that voted. */
function trial({
  version,
  canaryShare,
  images,
  calledOtherwise,
  largestDifference,
  timesAsFast,
  failures,
}: Candidate): string {
  const parts = [
    `version ${version}`,
    canaryShare > 0 ? `votes on ${percent(canaryShare)} of the images` : 'does not vote',
    images > 0
      ? `compared on ${images}, of which it calls ${percent(calledOtherwise / images)} otherwise`
      : 'not compared yet',
    largestDifference === null ? '' : `probabilities up to ${decimal(largestDifference)} apart`,
    timesAsFast === null ? '' : `${timesAsFast.toFixed(1)} times as fast`,
    failures > 0 ? `failures: ${failures}` : '',
  ]
  return parts.filter(Boolean).join('; ')
}
