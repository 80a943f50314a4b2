import { words } from '../../lib/format'

/** The metrics of a card as facts: numbers to four places; what is no plain value, as JSON. */
export const metricFacts = (metrics: Record<string, unknown> = {}): [string, string][] =>
  Object.entries(metrics).map(([name, value]) => [words(name), figure(value)])

function figure(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 1e4) / 1e4)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
