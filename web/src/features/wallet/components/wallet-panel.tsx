import { Notice } from '../../../components/notice'
import type { Chain, Wallet } from '../../../lib/wallet'
import type { useWalletSession } from '../use-wallet-session'
import { ConnectedWallet } from './connected-wallet'
import { WalletButton } from './wallet-button'

type WalletPanelProps = ReturnType<typeof useWalletSession> & { wallets: Wallet[]; chain: Chain | null }

/** Connects a wallet; uploading and reading need none, unless one has to sign in. */
export function WalletPanel({ wallets, chain, session, connect, disconnect }: WalletPanelProps) {
  return (
    <section className="card" aria-labelledby="wallet-heading">
      <h2 id="wallet-heading">Wallet</h2>
      {session && <ConnectedWallet session={session} chain={chain} onDisconnect={disconnect} />}
      {!session && wallets.length === 0 && (
        <p className="hint">
          No wallet was found. Install one that announces itself to pages (EIP-6963), such as MetaMask, to sign
          registrations, or to sign in where the server asks for that. Nothing else needs one.
        </p>
      )}
      {!session && (
        <div className="row">
          {wallets.map((wallet) => (
            <WalletButton
              key={wallet.id}
              wallet={wallet}
              busy={connect.isPending}
              onPress={() => connect.mutate(wallet)}
            />
          ))}
        </div>
      )}
      <div aria-live="polite">
        {connect.isPending && <p className="hint">Open your wallet and answer its request.</p>}
      </div>
      {connect.error && (
        <Notice tone="error" title="The wallet was not connected" onDismiss={connect.reset}>
          {connect.error.message}
        </Notice>
      )}
    </section>
  )
}
