import { useEffect, type ReactNode } from 'react'

import { Notice } from '../../../components/notice'
import { imageHeading } from '../../../lib/go-to-image'
import { forgetFile } from '../../../lib/own-files'
import type { EnsembleResult, Image, Registration } from '../../../lib/types'
import { useLiveImage } from '../api/get-image'
import { AnchorPanel } from './anchor-panel'
import { CopiesPanel } from './copies-panel'
import { EarlierResults } from './earlier-results'
import { EraseImage } from './erase-image'
import { EvidenceFiles } from './evidence-files'
import { EvidencePanel } from './evidence-panel'
import { FailureNotice } from './failure-notice'
import { HistoryList } from './history-list'
import styles from './image-detail.module.css'
import { ImageFacts } from './image-facts'
import { OutdatedNotice } from './outdated-notice'
import { PhaseStatus } from './phase-status'
import { OwnFile } from './own-file'
import { ResultPanel } from './result-panel'
import { SamePixelsNotice } from './same-pixels-notice'
import { StoredImage } from './stored-image'
import { TransactionPanel } from './transaction-panel'

type ImageDetailProps = {
  cid: string
  /** When the chain was last replaced. */
  resetAt: string | null
  /** Whether to offer what changes something. */
  mayChange: boolean
  /** Whether the server would show the image itself. */
  maySee: boolean
  /** Renders how to sign its registration. */
  signing: (image: Image) => ReactNode
  /** Renders whether a result is attested to on the chain. */
  attesting: (result: EnsembleResult, registration: Registration) => ReactNode
  /** Renders who signed a result off. */
  reviewing: (image: Image, result: EnsembleResult) => ReactNode
}

/** One image, followed live. */
export function ImageDetail({ cid, resetAt, mayChange, maySee, signing, attesting, reviewing }: ImageDetailProps) {
  const { data: image, error } = useLiveImage(cid)
  const erased = image?.phase === 'erased'

  useEffect(() => {
    if (erased) forgetFile(cid)
  }, [erased, cid])

  return (
    <section className="card stack" aria-labelledby={imageHeading}>
      <h2 id={imageHeading} tabIndex={-1} className={styles.heading}>
        Image
      </h2>
      {!erased && <OwnFile cid={cid} />}
      {error && (
        <Notice tone="error" title="This image cannot be shown">
          {error.message}
        </Notice>
      )}
      {!image && !error && <p className="hint">Loading…</p>}
      {image && (
        <>
          <PhaseStatus image={image} resetAt={resetAt} mayChange={mayChange} />
          {image.samePixelsAs.length > 0 && <SamePixelsNotice cids={image.samePixelsAs} />}
          {maySee && !erased && <StoredImage cid={cid} />}
          {image.transactionProblem && <TransactionPanel problem={image.transactionProblem} />}
          {mayChange && signing(image)}
          {image.phase === 'failed' && image.failure && (
            <FailureNotice cid={cid} failure={image.failure} mayRetry={mayChange} />
          )}
          {image.outdated && <OutdatedNotice cid={cid} mayReclassify={mayChange} />}
          {image.result && (
            <ResultPanel key={image.result.classifiedAt} cid={cid} result={image.result} explained={!erased} />
          )}
          {image.result && reviewing(image, image.result)}
          {image.result &&
            image.registration &&
            counts(image.registration) &&
            attesting(image.result, image.registration)}
          {image.earlierResults.length > 0 && <EarlierResults results={image.earlierResults} />}
          <ImageFacts image={image} />
          {image.registration && <EvidencePanel registration={image.registration} />}
          {image.anchor && <AnchorPanel anchor={image.anchor} />}
          {image.copies.length > 0 && <CopiesPanel copies={image.copies} erased={erased} />}
          {(image.registration ?? image.anchor) && <EvidenceFiles cid={cid} erased={erased} />}
          {mayChange && !erased && <EraseImage cid={cid} />}
          <HistoryList history={image.history} />
        </>
      )}
    </section>
  )
}

/** Whether a registration is one that an image is classified by. */
const counts = ({ standing, confirmations, required }: Registration) =>
  standing !== 'doesNotSpeak' && confirmations >= required
