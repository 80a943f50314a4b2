import { Copyable } from '../../../components/copyable'
import { Facts, type Fact } from '../../../components/facts'
import type { TransactionProblem } from '../../../lib/types'

/** What is known of an announced transaction that registered nothing. */
export function TransactionPanel({ problem }: { problem: TransactionProblem }) {
  const { transactionHash, reason, replacedBy } = problem

  return (
    <section aria-labelledby="transaction-heading">
      <h3 id="transaction-heading">Transaction</h3>
      <Facts
        facts={[
          ['Reason', reason],
          ['Announced', <Copyable key="announced" name="announced transaction hash" value={transactionHash} />],
          ...(replacedBy === null
            ? []
            : [
                [
                  'Replaced by',
                  <Copyable key="by" name="replacing transaction hash" value={replacedBy} />,
                ] satisfies Fact,
              ]),
        ]}
      />
    </section>
  )
}
