import { useState } from 'react'

import { fileOf } from '../../../lib/own-files'
import { LocalImage } from './local-image'
import styles from './own-file.module.css'

/** Which file an image was, by name and in small, where this page stored it; nothing of it leaves the page. */
export function OwnFile({ cid }: { cid: string }) {
  const [unreadable, setUnreadable] = useState(false)
  const file = fileOf(cid)
  if (!file) return null

  return (
    <p className={styles.file}>
      {/* Browsers cannot show every kind of file, as TIFF. */}
      {!unreadable && <LocalImage content={file} alt="" onError={() => setUnreadable(true)} />}
      <span>
        {file.name}
        <span className="hint">Your file, as this page still has it</span>
      </span>
    </p>
  )
}
