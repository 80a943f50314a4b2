import { probability, time } from '../../../lib/format'
import type { EnsembleResult } from '../../../lib/types'
import { summary } from '../result'
import styles from './history-list.module.css'

/** Results in whose place the image was classified again, oldest first: what was known when. */
export function EarlierResults({ results }: { results: EnsembleResult[] }) {
  return (
    <details>
      <summary>
        <h3>Earlier results</h3> <span className="hint">({results.length})</span>
      </summary>
      <ol className={styles.history} aria-label="Earlier results">
        {results.map(({ classifiedAt, ...result }) => (
          <li key={classifiedAt}>
            <time dateTime={classifiedAt}>{time(classifiedAt)}</time>
            <span>
              {summary({ classifiedAt, ...result })}{' '}
              <span className="hint">
                {result.votes.map((vote) => `${vote.model} ${probability(vote.probability)}`).join(', ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
