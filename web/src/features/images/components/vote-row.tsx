import type { ReactNode } from 'react'

import { probability as format } from '../../../lib/format'
import type { ModelVote } from '../../../lib/types'
import type { Voter } from '../voter'
import { ModelFacts } from './model-facts'
import styles from './result-panel.module.css'

type VoteRowProps = {
  name: string
  probability: number
  label: string
  vote?: ModelVote
  voter?: Voter | undefined
  children?: ReactNode
}

/** One probability as a bar, with its model's card on request, and what explains it below. */
export function VoteRow({ name, probability, label, vote, voter, children }: VoteRowProps) {
  return (
    <li className={styles.vote}>
      <span className={styles.name}>{name}</span>
      <meter min={0} max={1} value={probability} aria-label={`${name}: ${format(probability)}`} />
      <span className={styles.value}>{format(probability)}</span>
      <span className={`hint ${styles.label}`}>{label}</span>
      {vote && (
        <details className={styles.card}>
          <summary>
            Model and card<span className="visually-hidden"> of {name}</span>
          </summary>
          <ModelFacts vote={vote} voter={voter} />
        </details>
      )}
      {children}
    </li>
  )
}
