import { Copyable } from '../../../components/copyable'
import { Time } from '../../../components/time'
import { NOT_ASSESSABLE, type Review } from '../../../lib/review'
import styles from './review-list.module.css'

type ReviewListProps = {
  title: string
  reviews: Review[]
  /** The class that the models called; null if they made no call. */
  called: string | null
}

/** Who read what in the image, oldest first. */
export function ReviewList({ title, reviews, called }: ReviewListProps) {
  return (
    <ol className={styles.list} aria-label={title}>
      {reviews.map((review, index) => (
        <li key={index}>
          <span>
            <strong>{review.verdict}</strong> <span className="hint">{besideModels(review.verdict, called)}</span>
          </span>
          <span className="hint">
            signed off <Time at={review.issuedAt} />, by its own clock, by{' '}
            <Copyable name={`reviewer ${index + 1}`} value={review.reviewer} />
            {sinceThen(review, reviews.slice(index + 1))}
          </span>
        </li>
      ))}
    </ol>
  )
}

function besideModels(verdict: string, called: string | null): string {
  if (called === null) return 'the models made no call'
  if (verdict === NOT_ASSESSABLE) return `the models: “${called}”`
  return verdict === called ? 'as the models call it' : `unlike the models: “${called}”`
}

function sinceThen({ reviewer, verdict }: Review, later: Review[]): string {
  const next = later.find((each) => each.reviewer === reviewer)
  if (!next) return ''
  return next.verdict === verdict ? ', who signed the same again later' : ', who changed it later'
}
