import { Copyable } from '../../../components/copyable'
import { Time } from '../../../components/time'
import type { Review } from '../../../lib/review'
import { NOT_ASSESSABLE } from '../../../lib/review'
import styles from './review-list.module.css'

type ReviewListProps = {
  reviews: Review[]
  /** The class that the models called; null if they made no call. */
  called: string | null
}

/** Who read what in the image, oldest first. */
export function ReviewList({ reviews, called }: ReviewListProps) {
  const isChanged = ({ reviewer }: Review, index: number) =>
    reviews.some((later, at) => at > index && later.reviewer === reviewer)

  return (
    <ol className={styles.list} aria-label="Reviews">
      {reviews.map((review, index) => (
        <li key={index}>
          <span>
            <strong>{review.verdict}</strong> <span className="hint">{besideModels(review.verdict, called)}</span>
          </span>
          <span className="hint">
            signed off <Time at={review.issuedAt} /> by <Copyable name="reviewer" value={review.reviewer} />
            {isChanged(review, index) && ', who changed it later'}
          </span>
        </li>
      ))}
    </ol>
  )
}

function besideModels(verdict: string, called: string | null): string {
  if (verdict === NOT_ASSESSABLE || called === null) return ''
  return verdict === called ? 'as the models call it' : `unlike the models, which call ${called}`
}
