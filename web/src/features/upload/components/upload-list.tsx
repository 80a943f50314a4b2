import { LeavingButton } from '../../../components/leaving-button'
import { uploadList } from '../upload-list-id'
import { canRetry, type Upload } from '../use-uploads'
import { UploadItem } from './upload-item'
import styles from './upload-list.module.css'

type UploadListProps = {
  uploads: Upload[]
  selected: string | null
  onRetry: (upload: Upload) => void
  onDismiss: (key: string) => void
}

/** Files of this visit and how far each has come; the one whose image is shown is marked. */
export function UploadList({ uploads, selected, onRetry, onDismiss }: UploadListProps) {
  if (uploads.length === 0) return null
  const retriable = uploads.filter(canRetry)

  return (
    <>
      <ul id={uploadList} tabIndex={-1} className={styles.list} aria-label="Uploads">
        {uploads.map((upload) => (
          <li key={upload.key}>
            <UploadItem
              upload={upload}
              selected={selected}
              onRetry={retriable.includes(upload) ? () => onRetry(upload) : null}
              onDismiss={() => onDismiss(upload.key)}
            />
          </li>
        ))}
      </ul>
      {retriable.length > 1 && (
        <p className={styles.all}>
          <LeavingButton to={uploadList} onPress={() => retriable.forEach(onRetry)}>
            Send all {retriable.length} again
          </LeavingButton>
        </p>
      )}
    </>
  )
}
