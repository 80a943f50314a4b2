import { useState } from 'react'

import { shorten } from '../lib/format'
import styles from './copyable.module.css'

/** A long identifier, shown by its ends, with a button that copies all of it. */
export function Copyable({ name, value }: { name: string; value: string }) {
  const [copied, setCopied] = useState<boolean | null>(null)

  const copy = async () => {
    try {
      // Browsers have no clipboard where the page comes by plain HTTP from another machine.
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }

  return (
    <span className={styles.copyable}>
      <code title={value}>{shorten(value)}</code>
      <button type="button" className="quiet" aria-label={`Copy ${name}`} onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" aria-label={`Copying ${name}`}>
        {copied === true && 'Copied'}
        {copied === false && `Copying was not allowed. ${value}`}
      </span>
    </span>
  )
}
