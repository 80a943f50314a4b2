import { Notice } from '../../../components/notice'
import { Time } from '../../../components/time'
import { probability } from '../../../lib/format'
import type { EnsembleResult, Model } from '../../../lib/types'
import { useModels } from '../api/get-models'
import { agreement, warnings } from '../result'
import { servedVoter, voterOf } from '../voter'
import { EnsembleFacts } from './ensemble-facts'
import { HeatMap } from './heat-map'
import { ResultHeadline } from './result-headline'
import styles from './result-panel.module.css'
import { VoteRow } from './vote-row'

/** `explained`: whether heat maps can be had. */
type ResultPanelProps = { cid: string; result: EnsembleResult; explained: boolean }

/** What the models suggest, each vote, and every reason to distrust it. */
export function ResultPanel({ cid, result, explained }: ResultPanelProps) {
  const { data: models } = useModels()
  const served = models && servedVoter(result.votes, models)
  const positive = served?.positiveLabel ?? 'the positive class'

  return (
    <section className="stack" aria-label="Result">
      <h3>Result</h3>
      <ResultHeadline result={result} positive={positive} />
      {served && <Scope model={served} />}
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
            voter={models && voterOf(vote, models)}
          >
            {explained && <HeatMap cid={cid} model={vote.model} positive={positive} />}
          </VoteRow>
        ))}
      </ul>
      <p className="hint">
        Classified <Time at={result.classifiedAt} />. A model&rsquo;s suggestion is no diagnosis.
      </p>
    </section>
  )
}

/** What the models tell at all, as a class that they do not call is easily read as a finding of its own. */
function Scope({ model: { task, card } }: { model: Model }) {
  return (
    <p className="hint">
      What the models tell: {task}.{card.scale && ` Trained on ${card.scale.description}.`}
    </p>
  )
}
