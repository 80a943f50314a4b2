import { getAddress } from 'viem'
import { getAddresses, getChainId, requestAddresses } from 'viem/actions'

import { walletClient } from './client'
import type { Wallet, WalletSession } from './wallet'
import { asking, NoAccountError } from './wallet-error'

/** Asks the wallet's user for an account. */
export async function connectWallet(wallet: Wallet): Promise<WalletSession> {
  const session = await asking(() => open(wallet, requestAddresses))
  if (!session) throw new NoAccountError()
  return session
}

/** Takes up a wallet that gave this page an account before, asking its user nothing; null if it no longer does. */
export const resumeWallet = (wallet: Wallet): Promise<WalletSession | null> => asking(() => open(wallet, getAddresses))

/** Follows the wallet's own changes of account and chain until the returned function is called. */
export function watchWallet(
  { provider }: Wallet,
  change: (next: (now: WalletSession | null) => WalletSession | null) => void,
): () => void {
  const accountsChanged = ([account]: string[]) =>
    change((now) => (now && account ? { ...now, account: getAddress(account) } : null))
  const chainChanged = (chainId: string) => change((now) => now && { ...now, chainId: Number(chainId) })

  provider.on?.('accountsChanged', accountsChanged)
  provider.on?.('chainChanged', chainChanged)
  return () => {
    provider.removeListener?.('accountsChanged', accountsChanged)
    provider.removeListener?.('chainChanged', chainChanged)
  }
}

async function open(wallet: Wallet, accountsOf: typeof getAddresses): Promise<WalletSession | null> {
  const client = walletClient(wallet)
  const [account] = await accountsOf(client)
  return account ? { wallet, account, chainId: await getChainId(client) } : null
}
