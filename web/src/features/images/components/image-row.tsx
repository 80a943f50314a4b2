import { Time } from '../../../components/time'
import { shorten } from '../../../lib/format'
import { fileOf } from '../../../lib/own-files'
import type { Image } from '../../../lib/types'
import { summary } from '../result'
import { shownPhase } from '../shown-phase'
import styles from './image-list.module.css'
import { PhaseBadge } from './phase-badge'

export function ImageRow({ image, selected }: { image: Image; selected: boolean }) {
  const file = fileOf(image.cid)

  return (
    <a className={styles.row} href={`#${image.cid}`} aria-current={selected || undefined}>
      <code>{shorten(image.cid)}</code>
      <PhaseBadge phase={shownPhase(image)} />
      {file && <span className={styles.name}>{file.name}</span>}
      <span className="hint">
        <Time at={image.storedAt} />
        {image.priority === 'stat' && ', STAT'}
      </span>
      {image.result && <span className="hint">{summary(image.result)}</span>}
    </a>
  )
}
