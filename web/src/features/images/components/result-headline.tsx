import { Notice } from '../../../components/notice'
import { decimal, probability } from '../../../lib/format'
import type { EnsembleResult } from '../../../lib/types'
import { DO_NOT_RELY, isDoubted } from '../result'
import styles from './result-panel.module.css'

type ResultHeadlineProps = { result: EnsembleResult; positive: string }

/** The class that the models suggest, or in words that there is none; first that it is not to be relied on, if so; and whether they agree on it. */
export function ResultHeadline({ result, positive }: ResultHeadlineProps) {
  const { label, uncertain, disagreement, votes } = result
  const call = uncertain ? 'uncertain: no call is made' : label

  return (
    <>
      {isDoubted(votes) ? (
        <>
          <p className={styles.headline}>
            <strong>{DO_NOT_RELY}</strong>
          </p>
          <p>Models suggest: {call}. The reasons not to rely on it stand below.</p>
        </>
      ) : (
        <p className={styles.headline}>
          Models suggest: <strong>{call}</strong>
        </p>
      )}
      {uncertain && <p>{meaning(result, positive)}</p>}
      {disagreement && (
        <Notice tone="info" title="The models disagree">
          Each calls the image at its own threshold, and they do not all call the same class.
        </Notice>
      )}
    </>
  )
}

function meaning({ band, probability: value }: EnsembleResult, positive: string): string {
  const where = band ? `from ${decimal(band.low)} up to ${decimal(band.high)}` : 'around the threshold'
  return (
    `The probability of ${positive}, ${probability(value)}, lies in the band ${where}. On the patients that the band was ` +
    'chosen on, calls within it were wrong too often to make one, so a person has to decide.'
  )
}
