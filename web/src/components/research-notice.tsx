import styles from './research-notice.module.css'

/** The label that research software must carry on every view; whoever places it has it stay in view. */
export function ResearchNotice() {
  return (
    <details className={styles.notice}>
      <summary>
        <strong>Research use only.</strong> Not a medical device. Not for diagnosis or treatment decisions.
      </summary>
      <p>
        PathoChain is research software. It is neither CE-marked nor FDA-cleared, and nobody has evaluated it for
        clinical use. What a model suggests is a number that a network computed from pixels: it is no finding, and no
        decision about a person may rest on it.
      </p>
    </details>
  )
}
