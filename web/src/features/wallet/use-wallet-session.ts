import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { remembered } from '../../lib/remembered'
import { connectWallet, resumeWallet, watchWallet, type Wallet, type WalletSession } from '../../lib/wallet'

const walletKey = 'pathochain.wallet'

/** The connected wallet, kept in step with what its user does in it, and taken up again on the next visit. */
export function useWalletSession(wallets: Wallet[]) {
  const [session, setSession] = useState<WalletSession | null>(null)

  const connect = useMutation({
    mutationFn: connectWallet,
    onSuccess: (opened, { rdns }) => {
      remembered.set(walletKey, rdns)
      setSession(opened)
    },
  })

  useEffect(() => {
    const lastUsed = wallets.find(({ rdns }) => rdns === remembered.get(walletKey))
    if (!lastUsed) return
    let current = true
    // A wallet that cannot be taken up silently is offered for connecting, like any other.
    resumeWallet(lastUsed).then(
      (opened) => current && setSession((now) => now ?? opened),
      () => undefined,
    )
    return () => void (current = false)
  }, [wallets])

  const connected = session?.wallet
  useEffect(() => (connected ? watchWallet(connected, setSession) : undefined), [connected])

  const disconnect = () => {
    remembered.remove(walletKey)
    setSession(null)
  }

  return { session, connect, disconnect }
}
