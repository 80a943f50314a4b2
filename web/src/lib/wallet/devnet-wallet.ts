import { createClient, http } from 'viem'

import type { Provider, Wallet } from './wallet'

/** A stand-in wallet for development: the unlocked accounts of a devnet's node, which signs without asking. */
export const devnetWallet = (rpcUrl: string): Wallet => ({
  id: 'devnet',
  rdns: 'devnet',
  name: 'Devnet wallet (development only)',
  icon: null,
  provider: devnetProvider(rpcUrl),
})

/** Speaks EIP-1193 for a node that knows only JSON-RPC: its accounts need no leave. */
function devnetProvider(rpcUrl: string): Provider {
  const node = createClient({ transport: http(rpcUrl, { retryCount: 0 }) })
  const request = ({ method, params }: { method: string; params?: unknown }) =>
    node.request({ method: method === 'eth_requestAccounts' ? 'eth_accounts' : method, params } as never)

  return { request }
}
