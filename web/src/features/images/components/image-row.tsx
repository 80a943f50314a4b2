import { probability, shorten, time } from '../../../lib/format'
import type { EnsembleResult, Image } from '../../../lib/types'
import styles from './image-list.module.css'
import { PhaseBadge } from './phase-badge'

export function ImageRow({ image, selected }: { image: Image; selected: boolean }) {
  return (
    <a className={styles.row} href={`#${image.cid}`} aria-current={selected || undefined}>
      <code>{shorten(image.cid)}</code>
      <PhaseBadge phase={image.phase} />
      <span className="hint">
        <time dateTime={image.storedAt}>{time(image.storedAt)}</time>
      </span>
      {image.result && <span className="hint">{summary(image.result)}</span>}
    </a>
  )
}

/** A list has no room for the reasons to distrust a result, so it shows none that has some. */
const summary = ({ label, probability: value, votes }: EnsembleResult) =>
  votes.some(({ warnings }) => warnings.length > 0) ? 'Do not rely on the result' : `${label} ${probability(value)}`
