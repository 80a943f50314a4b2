import type { Review } from '../../../lib/review'
import type { EnsembleResult, Image } from '../../../lib/types'
import type { WalletSession } from '../../../lib/wallet'
import { ReviewList } from './review-list'
import { SignOff } from './sign-off'

type ReviewPanelProps = {
  image: Image
  result: EnsembleResult
  /** The classes that can be told. */
  labels: string[]
  session: WalletSession | null
  /** Who is signed in; null where nobody is. */
  account: string | null
  rpcUrl: string | null
  maySignOff: boolean
}

const heading = 'review-heading'

/** What pathologists read in the image, and how to sign its result off. */
export function ReviewPanel({ image, result, labels, maySignOff, ...signing }: ReviewPanelProps) {
  const isOfThis = ({ resultOf }: Review) => resultOf === result.classifiedAt
  const reviews = image.reviews.filter(isOfThis)
  const earlier = image.reviews.length - reviews.length

  return (
    <section className="stack" aria-labelledby={heading}>
      <h3 id={heading} tabIndex={-1}>
        Review
      </h3>
      {reviews.length === 0 && <p>Nobody signed this result off yet.</p>}
      {reviews.length > 0 && <ReviewList reviews={reviews} called={result.label} />}
      {earlier > 0 && <p className="hint">{ofEarlier(earlier)}</p>}
      {maySignOff && (image.phase === 'classified' || image.phase === 'reviewed') && (
        <SignOff image={image} result={result} verdicts={labels} leaveTo={heading} {...signing} />
      )}
    </section>
  )
}

const ofEarlier = (count: number) =>
  count === 1 ? 'An earlier result was signed off once.' : `Earlier results were signed off ${count} times.`
