import { mayHaveSent } from '../lib/wallet'
import { Notice } from './notice'

type WalletFailureProps = {
  error: Error
  /** What did not come about, where the wallet surely sent nothing. */
  title: string
  onDismiss: () => void
}

/** What a wallet answered instead of the hash of a transaction. */
export function WalletFailure({ error, title, onDismiss }: WalletFailureProps) {
  const unsure = mayHaveSent(error)
  return (
    <Notice
      tone={unsure ? 'warning' : 'error'}
      title={unsure ? 'The wallet reported an error' : title}
      onDismiss={onDismiss}
    >
      {error.message}
      {unsure && ' If it sent the transaction all the same, this page will find it on the chain.'}
    </Notice>
  )
}
