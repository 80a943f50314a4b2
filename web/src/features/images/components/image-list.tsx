import { Notice } from '../../../components/notice'
import { useImages } from '../api/list-images'
import styles from './image-list.module.css'
import { ImageRow } from './image-row'

/** All images of the site, newest first; the shown one is marked. */
export function ImageList({ selected }: { selected: string | null }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useImages()
  const images = data?.pages.flatMap(({ items }) => items) ?? []

  return (
    <section className="card" aria-labelledby="images-heading">
      <h2 id="images-heading">Images</h2>
      {isPending && <p className="hint">Loading…</p>}
      {error && (
        <Notice tone="error" title="The list could not be read">
          {error.message}
        </Notice>
      )}
      {data && images.length === 0 && <p className="hint">No images yet. Upload one to begin.</p>}
      <ul className={styles.list} aria-labelledby="images-heading">
        {images.map((image) => (
          <li key={image.cid}>
            <ImageRow image={image} selected={image.cid === selected} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show older images'}
        </button>
      )}
    </section>
  )
}
