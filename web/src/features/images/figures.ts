import { words } from '../../lib/format'
import type { Figures } from '../../lib/types'

type Intervals = NonNullable<Figures['intervals']>

/** The metrics of a card as facts: numbers to four places, with their interval where it is known; what is no plain value, as JSON. */
export const metricFacts = (metrics: Record<string, unknown> = {}, intervals: Intervals = {}): [string, string][] =>
  Object.entries(metrics).map(([name, value]) => [words(name), figure(value) + within(intervals[name])])

function figure(value: unknown): string {
  if (typeof value === 'number') return rounded(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const within = (interval: Intervals[string] | undefined) =>
  interval ? ` (${rounded(interval[0])} to ${rounded(interval[1])})` : ''

const rounded = (value: number) => String(Math.round(value * 1e4) / 1e4)
