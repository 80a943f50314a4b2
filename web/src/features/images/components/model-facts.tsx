import type { ReactNode } from 'react'

import { Copyable } from '../../../components/copyable'
import { Facts } from '../../../components/facts'
import { percent, probability, words } from '../../../lib/format'
import type { Candidate, Model, ModelVote } from '../../../lib/types'

/** Which file voted, and what its card says of it. */
export function ModelFacts({ vote, model }: { vote: ModelVote; model: Model | undefined }) {
  return (
    <Facts
      facts={[
        ['Model SHA-256', <Copyable key="sha" name={`SHA-256 of ${vote.model}`} value={vote.modelSha256} />],
        ['Logit', vote.logit.toFixed(3)],
        ['Time in the model', `${vote.milliseconds.toFixed(1)} ms`],
        ...(model ? cardFacts(model) : []),
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
  plots,
  candidate,
}: Model): [string, ReactNode][] {
  const facts: [string, ReactNode | undefined][] = [
    ['Task', task],
    ['Classes', `${negativeLabel} / ${positiveLabel}`],
    ['Input', `${inputWidth} × ${inputHeight} pixels`],
    ['Version', card.version],
    ['Threshold', card.threshold],
    ['Trained', card.trainedAt],
    ['Licence', card.license],
    ...Object.entries(card.metrics ?? {}).map(([name, value]): [string, ReactNode] => [words(name), figure(value)]),
    ['Report', plots.length > 0 ? <Plots key="plots" paths={plots} /> : undefined],
    ['On trial', candidate ? trial(candidate) : undefined],
  ]
  return facts.filter(([, value]) => value !== undefined)
}

function Plots({ paths }: { paths: string[] }) {
  return (
    <span className="row">
      {paths.map((path) => (
        <a key={path} href={path} target="_blank" rel="noreferrer">
          {path.split('/').at(-1)}
        </a>
      ))}
    </span>
  )
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
    largestDifference === null ? '' : `probabilities up to ${probability(largestDifference)} apart`,
    timesAsFast === null ? '' : `${timesAsFast.toFixed(1)} times as fast`,
    failures > 0 ? `failures: ${failures}` : '',
  ]
  return parts.filter(Boolean).join('; ')
}

/** Figures to four places; what is no plain value, as JSON. */
function figure(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 1e4) / 1e4)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
