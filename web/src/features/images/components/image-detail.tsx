import type { ReactNode } from 'react'

import { Notice } from '../../../components/notice'
import { imageHeading } from '../../../lib/go-to-image'
import type { Image } from '../../../lib/types'
import { useLiveImage } from '../api/get-image'
import { AnchorPanel } from './anchor-panel'
import { EarlierResults } from './earlier-results'
import { EvidencePanel } from './evidence-panel'
import { FailureNotice } from './failure-notice'
import { HistoryList } from './history-list'
import styles from './image-detail.module.css'
import { ImageFacts } from './image-facts'
import { OutdatedNotice } from './outdated-notice'
import { PhaseStatus } from './phase-status'
import { OwnFile } from './own-file'
import { ResultPanel } from './result-panel'
import { TransactionPanel } from './transaction-panel'

type ImageDetailProps = { cid: string; resetAt: string | null; signing: (image: Image) => ReactNode }

/** One image, followed live. `resetAt` is when the chain was last replaced; `signing` renders how to sign its registration. */
export function ImageDetail({ cid, resetAt, signing }: ImageDetailProps) {
  const { data: image, error } = useLiveImage(cid)

  return (
    <section className="card stack" aria-labelledby={imageHeading}>
      <h2 id={imageHeading} tabIndex={-1} className={styles.heading}>
        Image
      </h2>
      <OwnFile cid={cid} />
      {error && (
        <Notice tone="error" title="This image cannot be shown">
          {error.message}
        </Notice>
      )}
      {!image && !error && <p className="hint">Loading…</p>}
      {image && (
        <>
          <PhaseStatus image={image} resetAt={resetAt} />
          {image.transactionProblem && <TransactionPanel problem={image.transactionProblem} />}
          {signing(image)}
          {image.phase === 'failed' && image.failure && <FailureNotice cid={cid} failure={image.failure} />}
          {image.outdated && <OutdatedNotice cid={cid} />}
          {image.result && <ResultPanel key={image.result.classifiedAt} cid={cid} result={image.result} />}
          {image.earlierResults.length > 0 && <EarlierResults results={image.earlierResults} />}
          <ImageFacts image={image} />
          {image.registration && <EvidencePanel registration={image.registration} />}
          {image.anchor && <AnchorPanel anchor={image.anchor} />}
          <HistoryList history={image.history} />
        </>
      )}
    </section>
  )
}
