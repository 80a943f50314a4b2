import { words } from '../../../lib/format'
import type { ImagePhase } from '../../../lib/types'
import styles from './phase-badge.module.css'

/** A phase in words, with a mark by kind of phase. */
export function PhaseBadge({ phase }: { phase: ImagePhase }) {
  return <span className={`${styles.badge} ${styles[kindOf(phase)]}`}>{names[phase] ?? words(phase)}</span>
}

/** Where the phase's own name says too little. */
const names: Partial<Record<ImagePhase, string>> = {
  reorged: 'Reorganised away',
  misdirected: 'Wrong registry',
  unattributed: 'Not by this site',
}

function kindOf(phase: ImagePhase): 'waiting' | 'moving' | 'done' | 'failed' {
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
    case 'replaced':
    case 'dropped':
    case 'unattributed':
    case 'erased':
      return 'waiting'
    case 'submitted':
    case 'confirming':
    case 'registered':
    case 'classifying':
    case 'reorged':
      return 'moving'
    case 'classified':
    case 'reviewed':
      return 'done'
    case 'failed':
    case 'reverted':
    case 'misdirected':
      return 'failed'
  }
}
