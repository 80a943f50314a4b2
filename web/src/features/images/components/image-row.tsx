import { Time } from '../../../components/time'
import { shorten } from '../../../lib/format'
import { fileOf } from '../../../lib/own-files'
import { reviewsOf, verdicts } from '../../../lib/review'
import type { Image } from '../../../lib/types'
import { summary } from '../result'
import { shownPhase } from '../shown-phase'
import styles from './image-list.module.css'
import { PhaseBadge } from './phase-badge'

export function ImageRow({ image, selected }: { image: Image; selected: boolean }) {
  const file = image.phase === 'erased' ? undefined : fileOf(image.cid)
  const read = image.result ? verdicts(reviewsOf(image.reviews, image.result)) : []

  return (
    <a className={styles.row} href={`#${image.cid}`} aria-current={selected || undefined}>
      <code>{shorten(image.cid)}</code>
      <PhaseBadge phase={shownPhase(image)} />
      {file && <span className={styles.name}>{file.name}</span>}
      <span className="hint">
        <Time at={image.storedAt} />
        {image.priority === 'stat' && ', STAT'}
      </span>
      {read.length > 0 && <span>Signed off: {read.join(' / ')}</span>}
      {image.result && (
        <span className="hint">
          {read.length > 0 && 'Models: '}
          {summary(image.result)}
        </span>
      )}
    </a>
  )
}
