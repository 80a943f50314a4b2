import type { ImagePhase } from '../../lib/types'

export type Stage = { name: string; state: 'done' | 'current' | 'failed' | 'ahead' }

const names = ['Store', 'Sign', 'Register', 'Classify', 'Review']

/** The five stages of every image and how far this phase has brought it. */
export function stages(phase: ImagePhase): Stage[] {
  const at = position(phase)
  return names.map((name, index) => ({ name, state: index < at ? 'done' : index > at ? 'ahead' : here(phase) }))
}

const stuck: ImagePhase[] = ['failed', 'reverted', 'replaced', 'dropped', 'misdirected', 'unattributed']

const here = (phase: ImagePhase) => (stuck.includes(phase) ? 'failed' : 'current')

function position(phase: ImagePhase): number {
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
      return 1
    case 'submitted':
    case 'confirming':
    case 'reverted':
    case 'replaced':
    case 'dropped':
    case 'reorged':
    case 'misdirected':
    case 'unattributed':
      return 2
    case 'registered':
    case 'classifying':
    case 'failed':
      return 3
    case 'classified':
      return 4
    case 'reviewed':
    case 'erased':
      return 5
  }
}
