import { useState } from 'react'

import { BusyButton } from '../../../components/busy-button'
import { Notice } from '../../../components/notice'
import { useWithdrawn } from '../api/get-models'
import { useImages, type Wanted } from '../api/list-images'
import styles from './image-list.module.css'
import { ImageRow } from './image-row'

type ImageListProps = { selected: string | null; mayUpload: boolean }

/** All images of the site, newest first, or those that await a review, or on which a model voted that was withdrawn since; the shown one is marked. */
export function ImageList({ selected, mayUpload }: ImageListProps) {
  const withdrawn = useWithdrawn()
  const [affectedOnly, setAffectedOnly] = useState(false)
  const [awaitingReview, setAwaitingReview] = useState(false)
  const votedBy = affectedOnly ? withdrawn : []
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useImages({
    votedBy,
    awaitingReview,
  })
  const listed = data?.pages.flatMap(({ items }) => items) ?? []
  // One that is signed off while it is listed goes at once, not when the list is read again.
  const images = awaitingReview ? listed.filter(({ phase }) => phase === 'classified') : listed

  return (
    <section className="card" aria-labelledby="images-heading">
      <h2 id="images-heading">Images</h2>
      <label className={styles.filter}>
        <input type="checkbox" checked={awaitingReview} onChange={(event) => setAwaitingReview(event.target.checked)} />{' '}
        Only those that await a review
      </label>
      {withdrawn.length > 0 && (
        <label className={styles.filter}>
          <input type="checkbox" checked={affectedOnly} onChange={(event) => setAffectedOnly(event.target.checked)} />{' '}
          Only those on which a model voted that was withdrawn since
        </label>
      )}
      {isPending && <p className="hint">Loading…</p>}
      {error && (
        <Notice tone="error" title="The list could not be read">
          {error.message}
        </Notice>
      )}
      {data && images.length === 0 && (
        <p className="hint" role="status">
          {none({ votedBy, awaitingReview }, hasNextPage, mayUpload)}
        </p>
      )}
      <ul className={styles.list} aria-labelledby="images-heading">
        {images.map((image) => (
          <li key={image.cid}>
            <ImageRow image={image} selected={image.cid === selected} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <BusyButton busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show older images'}
        </BusyButton>
      )}
    </section>
  )
}

function none({ votedBy, awaitingReview }: Wanted, hasOlder: boolean, mayUpload: boolean) {
  if (hasOlder) return 'None among the newer images.'
  if (awaitingReview)
    return votedBy.length > 0 ? 'None of these images awaits a review now.' : 'None awaits a review now.'
  if (votedBy.length > 0) return 'None: no such model voted on an image here.'
  return mayUpload ? 'No images yet. Upload one to begin.' : 'No images yet.'
}
