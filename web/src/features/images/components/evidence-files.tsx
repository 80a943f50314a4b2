/** What to take along to have an image verified elsewhere. */
export function EvidenceFiles({ cid, erased }: { cid: string; erased: boolean }) {
  return (
    <div>
      <p className="row">
        <a href={`/api/images/${cid}`} download={`${cid}.json`}>
          Save the evidence
        </a>
        {!erased && (
          <a href={`/api/images/${cid}/envelope`} download={`${cid}.envelope`}>
            Save the encrypted image
          </a>
        )}
      </p>
      <p className="hint">
        With these, the registry&apos;s deployment file and a node of the chain, PathoChain&apos;s <code>verify</code>{' '}
        tells anyone whether the chain says the same, without an account here.
      </p>
    </div>
  )
}
