import { useState } from 'react'

import { Notice } from '../../../components/notice'
import { usePixels } from '../api/get-pixels'
import { LocalImage } from './local-image'
import styles from './stored-image.module.css'

/** The image as the server has it, for who is to read it; opened only when asked for. */
export function StoredImage({ cid }: { cid: string }) {
  const [open, setOpen] = useState(false)

  return (
    <div className="stack">
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide' : 'Show'} the image
      </button>
      {open && <OpenImage cid={cid} />}
    </div>
  )
}

function OpenImage({ cid }: { cid: string }) {
  const { data: pixels, error } = usePixels(cid)

  if (error) {
    return (
      <Notice tone="error" title="The image could not be had">
        {error.message}
      </Notice>
    )
  }
  return pixels ? (
    <figure className={styles.figure}>
      <LocalImage content={pixels} alt="The image as it is stored" />
    </figure>
  ) : (
    <p className="hint">Loading…</p>
  )
}
