import { words } from '../../../lib/format'
import type { HistoryEntry } from '../../../lib/types'
import { DatedList } from './dated-list'

/** Every transition of the image, oldest first. */
export function HistoryList({ history }: { history: HistoryEntry[] }) {
  const entries = history.map(({ at, event, phase, actor }) => ({
    at,
    text: `${words(event)} → ${words(phase)}`,
    hint: `by ${actor}`,
  }))
  return <DatedList title="History" entries={entries} />
}
