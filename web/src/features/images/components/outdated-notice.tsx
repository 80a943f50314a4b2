import { Notice } from '../../../components/notice'
import { useReclassifyImage } from '../api/reclassify-image'

/** Says that a result is of models that are not those of this moment, and has it made anew on request. */
export function OutdatedNotice({ cid }: { cid: string }) {
  const reclassify = useReclassifyImage(cid)

  return (
    <div className="stack">
      <Notice tone="info" title="Other models are served now">
        This result is of the models that were served when it was made. If the image is classified again, it stays below
        as an earlier result.
      </Notice>
      <p>
        <button type="button" disabled={reclassify.isPending} onClick={() => reclassify.mutate()}>
          Classify again
        </button>
      </p>
      {reclassify.error && (
        <Notice tone="error" title="It is not classified again">
          {reclassify.error.message}
        </Notice>
      )}
    </div>
  )
}
