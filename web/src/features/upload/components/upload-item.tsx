import { LeavingButton } from '../../../components/leaving-button'
import { bytes } from '../../../lib/format'
import { ApiError } from '../../../lib/problem'
import type { Upload, UploadState } from '../use-uploads'
import { uploadList } from '../upload-list-id'
import styles from './upload-list.module.css'

type UploadItemProps = {
  upload: Upload
  selected: string | null
  /** Null where it cannot be sent again. */
  onRetry: (() => void) | null
  onDismiss: () => void
}

export function UploadItem({ upload, selected, onRetry, onDismiss }: UploadItemProps) {
  const { file, urgent, state } = upload
  const ended = state.step === 'stored' || state.step === 'refused'

  return (
    <div className={styles.item}>
      <span className={styles.name} title={file.name}>
        {file.name} <span className="hint">{urgent ? `${bytes(file.size)}, STAT` : bytes(file.size)}</span>
      </span>
      <span className="row">
        {onRetry && (
          <LeavingButton className="quiet" to={uploadList} onPress={onRetry}>
            Send again
          </LeavingButton>
        )}
        {ended && (
          <button type="button" className="quiet" aria-label={`Remove ${file.name} from the list`} onClick={onDismiss}>
            Remove
          </button>
        )}
      </span>
      <div className={styles.state} aria-live="polite">
        <UploadStep state={state} name={file.name} selected={selected} />
      </div>
    </div>
  )
}

function UploadStep({ state, name, selected }: { state: UploadState; name: string; selected: string | null }) {
  switch (state.step) {
    case 'waiting':
      return <span className="hint">Waiting</span>
    case 'sending':
      return state.part < 1 ? (
        <progress value={state.part} max={1} aria-label={`Sending ${name}`} />
      ) : (
        <span className="hint">Sent; being stripped, encrypted and stored</span>
      )
    case 'stored':
      return (
        <a href={`#${state.cid}`} aria-current={state.cid === selected || undefined}>
          Stored: show it
        </a>
      )
    case 'refused':
      return <Refusal error={state.error} />
  }
}

function Refusal({ error }: { error: Error }) {
  if (!(error instanceof ApiError)) return <span className={styles.refused}>{error.message}</span>
  return (
    <span className={styles.refused}>
      <strong>{error.title}</strong> {error.detail}
    </span>
  )
}
