import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { useReclassifyImage } from '../api/reclassify-image'

type OutdatedNoticeProps = { cid: string; mayReclassify: boolean }

/** Says that a result is not that of the models of this moment, and has the image classified anew on request. */
export function OutdatedNotice({ cid, mayReclassify }: OutdatedNoticeProps) {
  const { mutate, isPending, isSuccess, error } = useReclassifyImage(cid)

  return (
    <div className="stack">
      <Notice tone="info" title="The models changed since">
        Other models are served now than those of this result, or they vote together otherwise.
        {mayReclassify && ' If you have the image classified again, this result is kept as an earlier one.'}
      </Notice>
      {mayReclassify && (
        <p>
          <LeavingButton busy={isPending || isSuccess} onPress={mutate}>
            Classify again
          </LeavingButton>
        </p>
      )}
      {error && (
        <Notice tone="error" title="The image was not classified again">
          {error.message}
        </Notice>
      )}
    </div>
  )
}
