import type { Image } from '../../../lib/types'
import { stages } from '../stages'
import { PhaseBadge } from './phase-badge'
import styles from './phase-status.module.css'

/** Where the image is on its way and what comes next, spoken as it changes. */
export function PhaseStatus({ image }: { image: Image }) {
  return (
    <div className="stack">
      <ol className={styles.stages} aria-label="Stages">
        {stages(image.phase).map(({ name, state }) => (
          <li key={name} className={styles[state]} aria-current={state === 'current' ? 'step' : undefined}>
            {name}
            <span className="visually-hidden">: {state}</span>
          </li>
        ))}
      </ol>
      <p className="row">
        <span role="status" aria-label="Phase">
          <PhaseBadge phase={image.phase} />
        </span>
        <span>{explain(image)}</span>
      </p>
    </div>
  )
}

function explain({ phase, registration }: Image): string {
  switch (phase) {
    case 'stored':
    case 'awaitingSignature':
      return 'Sign the registration with your wallet to go on.'
    case 'submitted':
      return 'The transaction was sent; waiting for the chain to show its event.'
    case 'confirming':
      return registration
        ? `The chain shows the event: ${registration.confirmations} of ${registration.required} confirmations.`
        : 'The chain shows the event; waiting for confirmations.'
    case 'registered':
      return 'The registration is confirmed; classification comes next.'
    case 'classifying':
      return 'The models are at work.'
    case 'classified':
      return 'Registered and classified.'
    case 'failed':
      return 'Classification failed.'
  }
}
