import { Time } from '../../../components/time'
import styles from './dated-list.module.css'

type DatedListProps = { title: string; entries: { at: string; text: string; hint: string }[] }

/** What happened when, oldest first, folded away under its title. */
export function DatedList({ title, entries }: DatedListProps) {
  return (
    <details>
      <summary>
        <h3>{title}</h3> <span className="hint">({entries.length})</span>
      </summary>
      <ol className={styles.list} aria-label={title}>
        {entries.map(({ at, text, hint }, index) => (
          <li key={index}>
            <Time at={at} />
            <span>
              {text} <span className="hint">{hint}</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
