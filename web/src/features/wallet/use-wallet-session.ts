import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { getAddress } from 'viem'
import { getAddresses, getChainId, requestAddresses } from 'viem/actions'

import { walletClient } from './sign-registration'
import type { Wallet, WalletSession } from './wallet'

const rememberedKey = 'pathochain.wallet'

/** The connected wallet, kept in step with what its user does in it, and taken up again on the next visit. */
export function useWalletSession(wallets: Wallet[]) {
  const [session, setSession] = useState<WalletSession | null>(null)

  const connect = useMutation({
    mutationFn: (wallet: Wallet) => open(wallet, true),
    onSuccess: (opened, { rdns }) => {
      localStorage.setItem(rememberedKey, rdns)
      setSession(opened)
    },
  })

  useEffect(() => {
    const remembered = wallets.find(({ rdns }) => rdns === localStorage.getItem(rememberedKey))
    if (!remembered) return
    let current = true
    // A wallet that cannot be taken up silently is offered for connecting, like any other.
    open(remembered, false).then(
      (opened) => current && setSession((now) => now ?? opened),
      () => undefined,
    )
    return () => void (current = false)
  }, [wallets])

  const connected = session?.wallet
  useEffect(() => (connected ? watch(connected, setSession) : undefined), [connected])

  const disconnect = () => {
    localStorage.removeItem(rememberedKey)
    setSession(null)
  }

  return { session, connect, disconnect }
}

/** The wallet's account and chain, asking its user if `ask`; null if it gives this page no account. */
async function open(wallet: Wallet, ask: boolean): Promise<WalletSession | null> {
  const client = walletClient(wallet)
  const [account] = ask ? await requestAddresses(client) : await getAddresses(client)
  return account ? { wallet, account, chainId: await getChainId(client) } : null
}

/** Follows the wallet's own changes of account and chain until the returned function is called. */
function watch({ provider }: Wallet, change: (next: (now: WalletSession | null) => WalletSession | null) => void) {
  const accountsChanged = ([account]: string[]) =>
    change((now) => (now && account ? { ...now, account: getAddress(account) } : null))
  const chainChanged = (chainId: string) => change((now) => now && { ...now, chainId: Number(chainId) })

  provider.on('accountsChanged', accountsChanged)
  provider.on('chainChanged', chainChanged)
  return () => {
    provider.removeListener('accountsChanged', accountsChanged)
    provider.removeListener('chainChanged', chainChanged)
  }
}
