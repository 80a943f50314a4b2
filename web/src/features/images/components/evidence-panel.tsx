import { Copyable } from '../../../components/copyable'
import { Facts } from '../../../components/facts'
import type { Registration } from '../../../lib/types'

/** The registering event, with what one needs to look it up on a node. */
export function EvidencePanel({ registration }: { registration: Registration }) {
  const { chainId, contract, registrant, transactionHash, blockNumber, blockHash, gasUsed } = registration
  const { confirmations, required } = registration

  return (
    <section aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">Evidence</h3>
      <Facts
        facts={[
          ['Transaction', <Copyable key="transaction" name="transaction hash" value={transactionHash} />],
          ['Block', blockNumber.toLocaleString('en')],
          ['Block hash', <Copyable key="block" name="block hash" value={blockHash} />],
          ['Confirmations', `${confirmations} of ${required}`],
          ['Gas used', gasUsed.toLocaleString('en')],
          ['Registered by', <Copyable key="registrant" name="registrant" value={registrant} />],
          ['Contract', <Copyable key="contract" name="contract address" value={contract} />],
          ['Chain', String(chainId)],
        ]}
      />
    </section>
  )
}
