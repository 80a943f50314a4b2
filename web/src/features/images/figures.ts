import { words } from '../../lib/format'
import type { Figures } from '../../lib/types'

type Interval = [low: number, high: number]

/**
 * The metrics of a card, and what a report knows beyond them, as facts: numbers to four places, with their interval where it is known;
 * what is no plain value, as JSON.
 */
export function metricFacts(metrics: Record<string, unknown> = {}, figures: Figures | null = null): [string, string][] {
  const { patientScore, ece, intervals = {}, standing } = figures ?? {}
  const all = { ...metrics, patientScore: metrics.patientScore ?? patientScore, ece: metrics.ece ?? ece }
  const known = Object.entries(all).filter(([, value]) => value !== undefined)
  const facts = known.map(([name, value]): [string, string] => [nameOf(name), figure(value) + within(intervals[name])])
  return standing === undefined ? facts : [...facts, ['Comparison', standing]]
}

/** As the field writes them, where words do not. */
const names: Record<string, string> = { rocAuc: 'ROC-AUC', ece: 'ECE' }

const nameOf = (metric: string) => names[metric] ?? words(metric)

function figure(value: unknown): string {
  if (typeof value === 'number') return rounded(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const within = (interval: Interval | undefined) =>
  interval ? ` (${rounded(interval[0])} to ${rounded(interval[1])})` : ''

const rounded = (value: number) => String(Math.round(value * 1e4) / 1e4)
