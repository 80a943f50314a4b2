import type { Chain, Client } from 'viem'
import { addChain, getChainId, switchChain } from 'viem/actions'

import { walletClient } from './client'
import type { Wallet } from './wallet'
import { asking, ChainNotInWalletError, UnknownChainError, walletError } from './wallet-error'

/** Brings the wallet to a chain, and has it add the chain first if need be. Asks nothing if it is there already. */
export const ensureChain = (wallet: Wallet, chain: Chain): Promise<void> =>
  asking(async () => {
    const client = walletClient(wallet)
    if ((await getChainId(client)) === chain.id) return
    try {
      await switchChain(client, chain)
    } catch (error) {
      if (!(walletError(error) instanceof UnknownChainError)) throw error
      await addAndSwitch(client, chain)
    }
  })

async function addAndSwitch(client: Client, chain: Chain): Promise<void> {
  if (chain.rpcUrls.default.http.length === 0) throw new ChainNotInWalletError(chain.id)
  await addChain(client, { chain })
  await switchChain(client, chain)
}
