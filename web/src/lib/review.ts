/** That an account signed a result off. */
export type Review = {
  reviewer: string
  /** Its own reading: one of the classes of the models, or {@link NOT_ASSESSABLE}. */
  verdict: string
  issuedAt: string
  /** `classifiedAt` of the result that it saw. */
  resultOf: string
}

/** The verdict that no class can be told from the image. */
export const NOT_ASSESSABLE = 'not assessable'

/** The reviews of one result. */
export const reviewsOf = (reviews: Review[], { classifiedAt }: { classifiedAt: string }): Review[] =>
  reviews.filter(({ resultOf }) => resultOf === classifiedAt)

/** What reviewers said, by the last word of each, and each thing once. */
export const verdicts = (reviews: Review[]): string[] => [
  ...new Set(new Map(reviews.map(({ reviewer, verdict }) => [reviewer, verdict])).values()),
]
