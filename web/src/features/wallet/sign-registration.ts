import { createClient, custom, getAddress, isHex, type Chain, type Client, type Hash } from 'viem'
import { addChain, getChainId, sendTransaction, switchChain } from 'viem/actions'

import type { RegistrationCall } from '../../lib/types'
import type { Wallet, WalletSession } from './wallet'
import { ChainNotInWalletError, unknownChainCode, walletErrorCode } from './wallet-error'

/**
 * Has the wallet sign and send a registration, on the chain that the call names.
 * @returns the hash of the transaction, which the wallet may still replace.
 * @throws viem's class for each EIP-1193 code; ChainNotInWalletError; ChainMismatchError if the wallet stays elsewhere.
 */
export async function signRegistration(
  { wallet, account }: WalletSession,
  { to, data }: RegistrationCall,
  chain: Chain,
): Promise<Hash> {
  if (!isHex(data)) throw new Error(`The server gave calldata that is no hex: ${data}`)
  await ensureChain(wallet, chain)
  return sendTransaction(walletClient(wallet), { account, chain, to: getAddress(to), data })
}

/** Brings the wallet to a chain, and has it add the chain first if need be. Asks nothing if it is there already. */
export async function ensureChain(wallet: Wallet, chain: Chain): Promise<void> {
  const client = walletClient(wallet)
  if ((await getChainId(client)) === chain.id) return
  try {
    await switchChain(client, chain)
  } catch (error) {
    if (walletErrorCode(error) !== unknownChainCode) throw error
    await addAndSwitch(client, chain)
  }
}

async function addAndSwitch(client: Client, chain: Chain): Promise<void> {
  if (chain.rpcUrls.default.http.length === 0) throw new ChainNotInWalletError(chain.id)
  await addChain(client, { chain })
  await switchChain(client, chain)
}

/** Asks each thing once: a wallet that shows a prompt must never be asked again behind it. */
export const walletClient = ({ provider }: Wallet): Client =>
  createClient({ transport: custom(provider, { retryCount: 0 }) })
