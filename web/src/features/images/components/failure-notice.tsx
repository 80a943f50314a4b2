import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { Time } from '../../../components/time'
import type { Failure } from '../../../lib/types'
import { useRetryImage } from '../api/retry-image'

type FailureNoticeProps = { cid: string; failure: Failure; mayRetry: boolean }

export function FailureNotice({ cid, failure, mayRetry }: FailureNoticeProps) {
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
            It is tried again at <Time at={failure.retryAt} />.
          </>
        )}
      </Notice>
      {mayRetry && (
        <p>
          <LeavingButton busy={retry.isPending} onPress={retry.mutate}>
            Retry now
          </LeavingButton>
        </p>
      )}
      {retry.error && (
        <Notice tone="error" title="The retry was not taken">
          {retry.error.message}
        </Notice>
      )}
    </div>
  )
}
