import { useMutation } from '@tanstack/react-query'

import { BusyButton } from '../../../components/busy-button'
import { Copyable } from '../../../components/copyable'
import { Notice } from '../../../components/notice'
import { ensureChain, type Chain, type WalletSession } from '../../../lib/wallet'

type ConnectedWalletProps = { session: WalletSession; chain: Chain | null; onDisconnect: () => void }

export function ConnectedWallet({ session, chain, onDisconnect }: ConnectedWalletProps) {
  const { wallet, account, chainId } = session
  const change = useMutation({ mutationFn: (to: Chain) => ensureChain(wallet, to) })

  return (
    <div className="stack">
      <p className="row">
        <strong>{wallet.name}</strong>
        <Copyable name="account" value={account} />
        <button type="button" className="quiet" onClick={onDisconnect}>
          Disconnect
        </button>
      </p>
      {chain && chain.id !== chainId && (
        <>
          <Notice tone="warning" title={`The wallet is on chain ${chainId}`}>
            The registry is on {chain.name} (chain {chain.id}).
          </Notice>
          <p>
            <BusyButton busy={change.isPending} onPress={() => change.mutate(chain)}>
              Switch to {chain.name}
            </BusyButton>
          </p>
        </>
      )}
      {change.error && (
        <Notice tone="error" title="The network was not changed" onDismiss={change.reset}>
          {change.error.message}
        </Notice>
      )}
    </div>
  )
}
