import { Time } from '../../../components/time'
import { time } from '../../../lib/format'
import { reviewsOf } from '../../../lib/review'
import type { Image } from '../../../lib/types'
import { ReviewList } from './review-list'

/** Who signed off the results that the image had before. */
export function EarlierReviews({ image: { reviews, earlierResults } }: { image: Image }) {
  const signed = earlierResults.filter((result) => reviewsOf(reviews, result).length > 0)
  if (signed.length === 0) return null

  return (
    <details>
      <summary>Reviews of earlier results</summary>
      {signed.map((result) => (
        <div key={result.classifiedAt}>
          <p className="hint">
            Of the result of <Time at={result.classifiedAt} />:
          </p>
          <ReviewList
            title={`Reviews of the result of ${time(result.classifiedAt)}`}
            reviews={reviewsOf(reviews, result)}
            called={result.label}
          />
        </div>
      ))}
    </details>
  )
}
