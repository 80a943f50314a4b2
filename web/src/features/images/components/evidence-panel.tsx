import { Copyable } from '../../../components/copyable'
import { Facts, type Fact } from '../../../components/facts'
import { Time } from '../../../components/time'
import type { Finality, Registration, Standing } from '../../../lib/types'

/** The registering event, with what one needs to look it up on a node. */
export function EvidencePanel({ registration }: { registration: Registration }) {
  const { chainId, contract, registrant, transactionHash, blockNumber, blockHash, blockTime, gasUsed } = registration
  const { confirmations, required, finality, standing, sender } = registration

  return (
    <section aria-labelledby="evidence-heading">
      <h3 id="evidence-heading">Evidence</h3>
      <Facts
        facts={[
          ['Transaction', <Copyable key="transaction" name="transaction hash" value={transactionHash} />],
          ['Block', blockNumber.toLocaleString('en')],
          ['Block time', <Time key="time" at={blockTime} />],
          ['Block hash', <Copyable key="block" name="block hash" value={blockHash} />],
          ['Confirmations', `${confirmations} of ${required}`],
          ['Finality', finalities[finality]],
          ['Gas used', gasUsed.toLocaleString('en')],
          ['Registered by', <Copyable key="registrant" name="registrant" value={registrant} />],
          ['Standing', standings[standing]],
          ...(sender === null || sender === registrant
            ? []
            : [['Sent and paid by', <Copyable key="sender" name="sender" value={sender} />] satisfies Fact]),
          ['Contract', <Copyable key="contract" name="contract address" value={contract} />],
          ['Chain', String(chainId)],
        ]}
      />
    </section>
  )
}

const finalities: Record<Finality, string> = {
  unsafe: 'Not final: the node does not vouch for the block yet',
  safe: 'Safe: the node does not expect the block to be reorganised away',
  finalized: 'Final: the block can no longer be reorganised away',
}

const standings: Record<Standing, string> = {
  notChecked: 'Not checked: no site is configured',
  speaks: 'Spoke for this site at that time',
  doesNotSpeak: 'Did not speak for this site at that time',
}
