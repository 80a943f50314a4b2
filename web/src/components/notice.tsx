import type { ReactNode } from 'react'

import styles from './notice.module.css'

type NoticeProps = {
  tone: 'info' | 'warning' | 'error'
  title: string
  children?: ReactNode
  onDismiss?: () => void
}

/** A message that a screen reader speaks at once. */
export function Notice({ tone, title, children, onDismiss }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'info' ? 'status' : 'alert'}>
      <div>
        <strong>{title}</strong>
        {children !== undefined && <p>{children}</p>}
      </div>
      {onDismiss && (
        <button type="button" className="quiet" onClick={onDismiss}>
          Dismiss
        </button>
      )}
    </div>
  )
}
