/** A copy at a pinning service, which is kept there while `heldSince` says since when. */
export type ContentCopy = {
  service: string
  heldSince: string | null
  /** When the service last showed that it keeps it. */
  checkedAt: string | null
  /** Why the last call failed, if it did. */
  problem: string | null
  /** Calls that failed in a row. */
  attempts: number
  /** When it is copied or looked after next; null until a round of all images comes to it. */
  dueAt: string | null
}
