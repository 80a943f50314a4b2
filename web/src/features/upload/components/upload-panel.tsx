import type { Image } from '../../../lib/types'
import { useUploads } from '../use-uploads'
import { DropZone } from './drop-zone'
import { UploadList } from './upload-list'

type UploadPanelProps = { selected: string | null; onStored: (image: Image, alone: boolean) => void }

/** Where images come in; the shown one is marked. `onStored` is told of each one and whether its file was chosen alone. */
export function UploadPanel({ selected, onStored }: UploadPanelProps) {
  const { uploads, add, retry, dismiss } = useUploads(onStored)

  return (
    <section className="card" aria-labelledby="upload-heading">
      <h2 id="upload-heading">Upload</h2>
      <DropZone onFiles={add} />
      <UploadList uploads={uploads} selected={selected} onRetry={retry} onDismiss={dismiss} />
    </section>
  )
}
