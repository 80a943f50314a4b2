import type { ReactNode } from 'react'

import { Copyable } from '../../../components/copyable'
import { Facts } from '../../../components/facts'
import { decimal } from '../../../lib/format'
import type { Ensemble } from '../../../lib/types'
import { useEnsemble } from '../api/get-ensemble'
import { metricFacts } from '../figures'
import { PlotLinks } from './plot-links'

/** By which card the models voted together, and what it says if it is still the one in force, or why it is not. */
export function EnsembleFacts({ sha256 }: { sha256: string }) {
  const { data: ensemble, error } = useEnsemble()

  return (
    <Facts
      facts={[
        ['Card SHA-256', <Copyable key="sha" name="SHA-256 of the ensemble" value={sha256} />],
        ...(ensemble ? cardFacts(ensemble, sha256) : []),
        ...(error ? [['Now', error.message] satisfies [string, ReactNode]] : []),
      ]}
    />
  )
}

function cardFacts({ sha256, card, figures, plots }: Ensemble, voted: string): [string, ReactNode][] {
  if (sha256 !== voted) return [['Now', 'another card is in force']]
  const [low, high] = card.abstainBand
  return [
    ['Task', card.task],
    ['Version', card.version],
    ['Weights', card.members.map(({ name, weight }) => `${name} ${decimal(weight)}`).join(', ')],
    ['Temperature', card.temperature],
    ['Threshold', card.threshold],
    ['No call', `from ${low} up to ${high}`],
    ...metricFacts(card.metrics, figures),
    ...(plots.length > 0 ? [['Report', <PlotLinks key="plots" paths={plots} />] satisfies [string, ReactNode]] : []),
  ]
}
