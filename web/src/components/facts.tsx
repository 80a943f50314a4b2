import { Fragment, type ReactNode } from 'react'

import styles from './facts.module.css'

export type Fact = [name: string, value: ReactNode]

/** Names and their values, as a description list. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
