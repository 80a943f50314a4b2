import type { Image } from '../../../lib/types'
import { useUploads } from '../use-uploads'
import { DropZone } from './drop-zone'
import { UploadList } from './upload-list'

/** Where images come in. `onStored` is told of each one and whether its file was chosen alone. */
export function UploadPanel({ onStored }: { onStored: (image: Image, alone: boolean) => void }) {
  const { uploads, add, retry, dismiss } = useUploads(onStored)

  return (
    <section className="card" aria-labelledby="upload-heading">
      <h2 id="upload-heading">Upload</h2>
      <DropZone onFiles={add} />
      <UploadList uploads={uploads} onRetry={retry} onDismiss={dismiss} />
    </section>
  )
}
