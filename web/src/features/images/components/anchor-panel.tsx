import { Copyable } from '../../../components/copyable'
import { Facts } from '../../../components/facts'
import { Time } from '../../../components/time'
import type { Anchor } from '../../../lib/types'
import styles from './anchor-panel.module.css'

/** The Merkle root that vouches for the image together with others, and the proof: `verifyAnchored` takes it as is. */
export function AnchorPanel({ anchor }: { anchor: Anchor }) {
  const { root, leafCount, proof, anchorer, transactionHash, blockNumber, blockTime, blockHash, contract } = anchor

  return (
    <section aria-labelledby="anchor-heading">
      <h3 id="anchor-heading">Anchor</h3>
      <Facts
        facts={[
          ['Merkle root', <Copyable key="root" name="Merkle root" value={root} />],
          ['Images in the tree', leafCount.toLocaleString('en')],
          ['Anchored by', <Copyable key="anchorer" name="anchorer" value={anchorer} />],
          ['Transaction', <Copyable key="hash" name="anchoring transaction hash" value={transactionHash} />],
          ['Block', blockNumber.toLocaleString('en')],
          ['Block time', <Time key="time" at={blockTime} />],
          ['Block hash', <Copyable key="block" name="anchoring block hash" value={blockHash} />],
          ['Contract', <Copyable key="contract" name="anchoring contract address" value={contract} />],
          ['Proof', <Proof key="proof" proof={proof} />],
        ]}
      />
    </section>
  )
}

function Proof({ proof }: { proof: string[] }) {
  if (proof.length === 0) return 'None needed: the tree holds this image alone.'
  return (
    <>
      <Copyable name="whole proof" value={`[${proof.join(',')}]`} />
      <ol className={styles.proof} aria-label="Proof">
        {proof.map((item, index) => (
          <li key={index}>
            <Copyable name={`proof item ${index + 1}`} value={item} />
          </li>
        ))}
      </ol>
    </>
  )
}
