import { useState, type RefObject } from 'react'

import { bytes } from '../../../lib/format'
import { maxBytes } from '../api/upload-image'
import styles from './drop-zone.module.css'

type DropZoneProps = { input: RefObject<HTMLInputElement | null>; onFiles: (files: File[], urgent: boolean) => void }

/** Takes image files by drag and drop, by click and by keyboard: all by one file input that fills the zone. */
export function DropZone({ input, onFiles }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const [urgent, setUrgent] = useState(false)

  return (
    <>
      <div className={over ? `${styles.zone} ${styles.over}` : styles.zone}>
        <p>Drop images here, or</p>
        <input
          ref={input}
          id="choose-images"
          type="file"
          accept="image/png,image/jpeg,image/tiff"
          multiple
          aria-describedby="upload-hint"
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])], urgent)
            // What comes next is routine, unless it is said again.
            setUrgent(false)
            // Lets the same file be chosen again.
            event.target.value = ''
          }}
        />
        <label htmlFor="choose-images" className="button">
          Choose images
        </label>
        <p id="upload-hint" className="hint">
          PNG or TIFF, of at most {bytes(maxBytes)}; JPEG too, but the models cannot be relied on where it has blurred
          the colours. The file name stays in this page; metadata is stripped and the image encrypted before it is
          stored.
        </p>
      </div>
      <label className={styles.urgent}>
        <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.target.checked)} /> Urgent (STAT):
        classified before what is routine
      </label>
    </>
  )
}
