import { createStore } from 'mipd'
import { useMemo, useSyncExternalStore } from 'react'
import type { EIP1193Provider } from 'viem'

import { devnetWallet } from './devnet-wallet'
import type { Wallet } from './wallet'

// Asks for announcements once, and listens for as long as the page lives, since a wallet may load late (EIP-6963).
const announced = createStore()
const subscribe = (listener: () => void) => announced.subscribe(listener)
const announcements = () => announced.getProviders()

/** Wallets that announce themselves, else the one at `window.ethereum`; and the devnet's, where the server names one. */
export function useWallets(developmentRpcUrl: string | null): Wallet[] {
  const details = useSyncExternalStore(subscribe, announcements)

  return useMemo(() => {
    const wallets = details.map(({ info, provider }): Wallet => {
      const icon = info.icon.startsWith('data:image/') ? info.icon : null
      return { id: info.uuid, rdns: info.rdns, name: info.name, icon, provider }
    })
    if (wallets.length === 0 && window.ethereum) wallets.push(injectedWallet(window.ethereum))
    if (developmentRpcUrl !== null) wallets.push(devnetWallet(developmentRpcUrl))
    return wallets
  }, [details, developmentRpcUrl])
}

const injectedWallet = (provider: EIP1193Provider): Wallet => ({
  id: 'injected',
  rdns: 'injected',
  name: 'Browser wallet',
  icon: null,
  provider,
})
