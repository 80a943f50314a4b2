import { Notice } from '../../../components/notice'
import { time } from '../../../lib/format'
import type { Failure } from '../../../lib/types'
import { useRetryImage } from '../api/retry-image'
import { LeavingButton } from './leaving-button'

export function FailureNotice({ cid, failure }: { cid: string; failure: Failure }) {
  const retry = useRetryImage(cid)
  const busy = failure.timesBusy > 0

  return (
    <div className="stack">
      <Notice tone={busy ? 'info' : 'error'} title={busy ? 'Waiting for the models' : 'Classification failed'}>
        {failure.reason}
        {!busy && ` (attempt ${failure.attempts}).`}{' '}
        {failure.retryAt === null ? (
          'It is not tried again by itself.'
        ) : (
          <>
            It is tried again at <time dateTime={failure.retryAt}>{time(failure.retryAt)}</time>.
          </>
        )}
      </Notice>
      <p>
        <LeavingButton busy={retry.isPending} onPress={retry.mutate}>
          Retry now
        </LeavingButton>
      </p>
      {retry.error && (
        <Notice tone="error" title="The retry was not taken">
          {retry.error.message}
        </Notice>
      )}
    </div>
  )
}
