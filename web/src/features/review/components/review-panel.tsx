import { Notice } from '../../../components/notice'
import { reviewsOf, verdicts } from '../../../lib/review'
import type { EnsembleResult, Image } from '../../../lib/types'
import type { WalletSession } from '../../../lib/wallet'
import { EarlierReviews } from './earlier-reviews'
import { ReviewList } from './review-list'
import { SignOff } from './sign-off'

type ReviewPanelProps = {
  image: Image
  result: EnsembleResult
  /** The classes that can be told; null as long as it is not known. */
  labels: string[] | null
  session: WalletSession | null
  /** Who is signed in; null where nobody is. */
  account: string | null
  rpcUrl: string | null
  maySignOff: boolean
  onSignedOff: () => void
}

const heading = 'review-heading'

/** What pathologists read in the image, and how to sign its result off. */
export function ReviewPanel({ image, result, labels, maySignOff, ...signing }: ReviewPanelProps) {
  const reviews = reviewsOf(image.reviews, result)
  const difference = differenceOf(verdicts(reviews), result.label)
  const isDue = image.phase === 'classified' || image.phase === 'reviewed'

  return (
    <section className="stack" aria-labelledby={heading}>
      <h3 id={heading} tabIndex={-1}>
        Review
      </h3>
      {reviews.length === 0 && <p>Nobody signed this result off{image.phase !== 'erased' && ' yet'}.</p>}
      {difference && <Notice tone="warning" title={difference} />}
      {reviews.length > 0 && <ReviewList title="Reviews" reviews={reviews} called={result.label} />}
      <EarlierReviews image={image} />
      {maySignOff && isDue && labels === null && <p className="hint">Loading what can be signed…</p>}
      {maySignOff && isDue && labels !== null && (
        <SignOff image={image} result={result} labels={labels} leaveTo={heading} {...signing} />
      )}
      {!maySignOff && image.phase !== 'erased' && (
        <p className="hint">Only pathologists of this server sign results off.</p>
      )}
      {maySignOff && isDue && signing.account === null && (
        <p className="hint">Nobody signs in here, so that anybody at this machine can sign off.</p>
      )}
    </section>
  )
}

function differenceOf(read: string[], called: string | null): string | null {
  if (read.length > 1) return 'The reviewers read the image differently'
  return read.length === 1 && called !== null && read[0] !== called
    ? 'The image was read otherwise than the models call it'
    : null
}
