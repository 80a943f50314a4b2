import type { Upload } from '../use-uploads'
import { UploadItem } from './upload-item'
import styles from './upload-list.module.css'

type UploadListProps = { uploads: Upload[]; onRetry: (upload: Upload) => void; onDismiss: (key: string) => void }

/** Files of this visit and how far each has come. */
export function UploadList({ uploads, onRetry, onDismiss }: UploadListProps) {
  if (uploads.length === 0) return null

  return (
    <ul className={styles.list} aria-label="Uploads">
      {uploads.map((upload) => (
        <li key={upload.key}>
          <UploadItem upload={upload} onRetry={() => onRetry(upload)} onDismiss={() => onDismiss(upload.key)} />
        </li>
      ))}
    </ul>
  )
}
