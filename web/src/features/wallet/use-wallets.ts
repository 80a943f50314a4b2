import { useMemo, useSyncExternalStore } from 'react'

import { announcedWallets, subscribeToWallets, walletsOf, type Wallet } from '../../lib/wallet'

/** The wallets that this page can use, kept up to date as they announce themselves. */
export function useWallets(developmentRpcUrl: string | null): Wallet[] {
  const announced = useSyncExternalStore(subscribeToWallets, announcedWallets)
  return useMemo(() => walletsOf(announced, developmentRpcUrl), [announced, developmentRpcUrl])
}
