import { useRef } from 'react'

import type { Image } from '../../../lib/types'
import { useDropOnlyOn } from '../use-drop-only-on'
import { isNotDone, useUploads } from '../use-uploads'
import { DropZone } from './drop-zone'
import { UploadList } from './upload-list'

type UploadPanelProps = {
  /** Whether somebody is signed in, if one has to be; if not, no file's name is shown, as it may name a patient. */
  open: boolean
  selected: string | null
  /** Aborted when what was sent here is to be forgotten. */
  signal: AbortSignal
  onStored: (image: Image, alone: boolean) => void
}

/** Where images come in; the shown one is marked. `onStored` is told of each one and whether its file was chosen alone. */
export function UploadPanel({ open, selected, signal, onStored }: UploadPanelProps) {
  const { uploads, add, retry, dismiss } = useUploads(signal, onStored)
  const input = useRef<HTMLInputElement>(null)
  useDropOnlyOn(input)

  const left = open ? 0 : uploads.filter(isNotDone).length
  if (!open && left === 0) return null
  return (
    <section className="card" aria-labelledby="upload-heading">
      <h2 id="upload-heading">Upload</h2>
      {open ? (
        <>
          <DropZone input={input} onFiles={add} />
          <UploadList uploads={uploads} selected={selected} onRetry={retry} onDismiss={dismiss} />
        </>
      ) : (
        <p>{left === 1 ? '1 file waits' : `${left} files wait`} for you to sign in again.</p>
      )}
    </section>
  )
}
