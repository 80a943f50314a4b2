import { time, words } from '../../../lib/format'
import type { HistoryEntry } from '../../../lib/types'
import styles from './history-list.module.css'

/** Every transition of the image, oldest first. */
export function HistoryList({ history }: { history: HistoryEntry[] }) {
  return (
    <details>
      <summary>
        <h3>History</h3> <span className="hint">({history.length})</span>
      </summary>
      <ol className={styles.history} aria-label="History">
        {history.map(({ at, event, phase, actor }, index) => (
          <li key={index}>
            <time dateTime={at}>{time(at)}</time>
            <span>
              {words(event)} → {words(phase)} <span className="hint">by {actor}</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
