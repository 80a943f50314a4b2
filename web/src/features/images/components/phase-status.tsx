import { Notice } from '../../../components/notice'
import type { Image } from '../../../lib/types'
import { explain } from '../explanation'
import { shownPhase } from '../shown-phase'
import { stages } from '../stages'
import { PhaseBadge } from './phase-badge'
import styles from './phase-status.module.css'

type PhaseStatusProps = { image: Image; resetAt: string | null; mayChange: boolean }

/** Where the image is on its way and what comes next, spoken as it changes. */
export function PhaseStatus({ image, resetAt, mayChange }: PhaseStatusProps) {
  const phase = shownPhase(image)
  const { what, next, trouble } = explain({ ...image, phase }, resetAt)

  return (
    <div className="stack">
      {phase !== 'erased' && (
        <ol className={styles.stages} aria-label="Stages">
          {stages(phase).map(({ name, state }) => (
            <li key={name} className={styles[state]} aria-current={state === 'current' ? 'step' : undefined}>
              {name}
              <span className="visually-hidden">: {state}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="row">
        <span role="status" aria-label="Phase">
          <PhaseBadge phase={phase} />
        </span>
        {!trouble && <span>{sentences(what, mayChange && next)}</span>}
      </p>
      {trouble && (
        <Notice tone={trouble} title={what}>
          {mayChange && next}
        </Notice>
      )}
    </div>
  )
}

const sentences = (...parts: (string | undefined | false)[]) => parts.filter(Boolean).join(' ')
