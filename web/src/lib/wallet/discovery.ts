import { createStore, type EIP6963ProviderDetail } from 'mipd'

import { devnetWallet } from './devnet-wallet'
import type { Provider, Wallet } from './wallet'

export type AnnouncedWallet = EIP6963ProviderDetail

// Asks for announcements once, and listens for as long as the page lives, since a wallet may load late (EIP-6963).
const announced = createStore()

/** Calls the listener with each wallet that announces itself, until the returned function is called. */
export const subscribeToWallets = (listener: () => void) => announced.subscribe(listener)

/** The wallets that announced themselves so far, each once; the same array until there is another. */
export const announcedWallets = (): readonly AnnouncedWallet[] => announced.getProviders()

/** Wallets that announce themselves, else the one at `window.ethereum`; and the devnet's, where the server names one. */
export function walletsOf(details: readonly AnnouncedWallet[], developmentRpcUrl: string | null): Wallet[] {
  const wallets = details.map(({ info, provider }): Wallet => {
    const icon = info.icon.startsWith('data:image/') ? info.icon : null
    return { id: info.uuid, rdns: info.rdns, name: info.name, icon, provider }
  })
  if (wallets.length === 0 && window.ethereum) wallets.push(injectedWallet(window.ethereum))
  if (developmentRpcUrl !== null) wallets.push(devnetWallet(developmentRpcUrl))
  return wallets
}

const injectedWallet = (provider: Provider): Wallet => ({
  id: 'injected',
  rdns: 'injected',
  name: 'Browser wallet',
  icon: null,
  provider,
})
