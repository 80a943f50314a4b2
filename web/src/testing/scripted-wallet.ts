import type { Provider, Wallet } from '../lib/wallet'
import { account, transactionHash } from './fixtures'
import { personalSign } from './signer'

type Answer = (params: unknown) => unknown
type Listener = (value: unknown) => void

/** A wallet that speaks EIP-1193 from a script: what it does not find there it does as a willing wallet would. */
export function scriptedWallet({
  chainId = 31337,
  ...script
}: { chainId?: number; [method: string]: Answer | number | undefined } = {}) {
  const asked: string[] = []
  const listeners = new Map<string, Set<Listener>>()
  let chain = `0x${chainId.toString(16)}`

  const emit = (event: string, value: unknown) => listeners.get(event)?.forEach((listen) => listen(value))
  const willing = {
    eth_accounts: () => [account],
    eth_requestAccounts: () => [account],
    eth_chainId: () => chain,
    eth_sendTransaction: () => transactionHash,
    personal_sign: personalSign,
    wallet_addEthereumChain: () => null,
    wallet_switchEthereumChain: (params: unknown) => {
      chain = (params as [{ chainId: string }])[0].chainId
      emit('chainChanged', chain)
      return null
    },
  }

  const answers: Record<string, Answer | number | undefined> = { ...willing, ...script }

  const provider = {
    request: async ({ method, params }: { method: string; params?: unknown }) => {
      asked.push(method)
      const answer = answers[method]
      if (typeof answer !== 'function') throw rpcError(-32601, `no method ${method}`)
      return Promise.resolve(answer(params))
    },
    on: (event: string, listen: Listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listen)),
    removeListener: (event: string, listen: Listener) => void listeners.get(event)?.delete(listen),
  } as Provider

  const wallet: Wallet = { id: 'scripted', rdns: 'org.example.wallet', name: 'Example', icon: null, provider }
  return { wallet, asked, emit, willing }
}

/** An error as a provider throws it. */
export const rpcError = (code: number, message: string, data?: unknown) =>
  Object.assign(new Error(message), { code, data })

/** Has a wallet announce itself to the page (EIP-6963). */
export function announceWallet({ rdns, name, provider }: Wallet) {
  const info = { uuid: crypto.randomUUID(), name, rdns, icon: 'data:image/png;base64,' }
  const detail = Object.freeze({ info: Object.freeze(info), provider })
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
}
