import { useRef } from 'react'

import type { Image } from '../../../lib/types'
import { useDropOnlyOn } from '../use-drop-only-on'
import { useUploads } from '../use-uploads'
import { DropZone } from './drop-zone'
import { UploadList } from './upload-list'

type UploadPanelProps = {
  /** Whether the server takes images now; if not, there is only what became of those that were sent before. */
  open: boolean
  selected: string | null
  onStored: (image: Image, alone: boolean) => void
}

/** Where images come in; the shown one is marked. `onStored` is told of each one and whether its file was chosen alone. */
export function UploadPanel({ open, selected, onStored }: UploadPanelProps) {
  const { uploads, add, retry, dismiss } = useUploads(onStored)
  const input = useRef<HTMLInputElement>(null)
  useDropOnlyOn(input)

  if (!open && uploads.length === 0) return null
  return (
    <section className="card" aria-labelledby="upload-heading">
      <h2 id="upload-heading">Upload</h2>
      {open && <DropZone input={input} onFiles={add} />}
      <UploadList open={open} uploads={uploads} selected={selected} onRetry={retry} onDismiss={dismiss} />
    </section>
  )
}
