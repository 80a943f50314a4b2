import { words } from '../../../lib/format'
import type { ImagePhase } from '../../../lib/types'
import styles from './phase-badge.module.css'

/** A phase in words, with a mark by kind of phase. */
export function PhaseBadge({ phase }: { phase: ImagePhase }) {
  return <span className={`${styles.badge} ${styles[kindOf(phase)]}`}>{words(phase)}</span>
}

function kindOf(phase: ImagePhase): 'waiting' | 'moving' | 'done' | 'failed' {
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
      return 'waiting'
    case 'submitted':
    case 'confirming':
    case 'registered':
    case 'classifying':
      return 'moving'
    case 'classified':
      return 'done'
    case 'failed':
      return 'failed'
  }
}
