import { Notice } from '../../../components/notice'
import { probability, time } from '../../../lib/format'
import type { EnsembleResult } from '../../../lib/types'
import { useModels } from '../api/get-models'
import { agreement, warnings } from '../result'
import { EnsembleFacts } from './ensemble-facts'
import { HeatMap } from './heat-map'
import { ResultHeadline } from './result-headline'
import styles from './result-panel.module.css'
import { VoteRow } from './vote-row'

/** What the models suggest, each vote, and every reason to distrust it. */
export function ResultPanel({ cid, result }: { cid: string; result: EnsembleResult }) {
  const { data: models = [] } = useModels()
  const modelOf = (name: string) => models.find((model) => model.name === name)
  const positive = modelOf(result.votes[0]?.model ?? '')?.positiveLabel ?? 'positive class'

  return (
    <section className="stack" aria-label="Result">
      <h3>Result</h3>
      <ResultHeadline result={result} positive={positive} />
      {warnings(result.votes).map(({ text, models: givers }) => (
        <Notice key={text} tone="warning" title={`Do not rely on this result (${givers.join(', ')})`}>
          {text}
        </Notice>
      ))}
      {(result.warnings ?? []).map((text) => (
        <Notice key={text} tone="warning" title="Read this result with care">
          {text}
        </Notice>
      ))}
      <p>
        Probability of {positive}: {probability(result.probability)}. {agreement(result.votes)}
      </p>
      <ul className={styles.votes} aria-label={`Probability of ${positive}`}>
        <VoteRow name="Ensemble" probability={result.probability} label={result.label ?? 'no call'}>
          {result.ensembleSha256 && (
            <details className={styles.card}>
              <summary>Ensemble and card</summary>
              <EnsembleFacts sha256={result.ensembleSha256} />
            </details>
          )}
        </VoteRow>
        {result.votes.map((vote) => (
          <VoteRow
            key={vote.model}
            name={vote.model}
            probability={vote.probability}
            label={vote.label}
            vote={vote}
            model={modelOf(vote.model)}
          >
            <HeatMap cid={cid} model={vote.model} positive={positive} />
          </VoteRow>
        ))}
      </ul>
      <p className="hint">
        Classified <time dateTime={result.classifiedAt}>{time(result.classifiedAt)}</time>. A model&rsquo;s suggestion
        is no diagnosis.
      </p>
    </section>
  )
}
