import { getAddress, isHex, type Chain, type Hash, type Hex, type TypedDataDefinition } from 'viem'
import { sendTransaction, signMessage as signText, signTypedData as sign } from 'viem/actions'

import { walletClient } from './client'
import { ensureChain } from './network'
import type { WalletSession } from './wallet'
import { asking } from './wallet-error'

export type TypedData = TypedDataDefinition

/**
 * Has the wallet sign and send a contract call, on the chain given.
 * @returns the hash of the transaction, which the wallet may still replace.
 * @throws WalletError.
 */
export async function sendCall(
  { wallet, account }: WalletSession,
  { to, data }: { to: string; data: string },
  chain: Chain,
): Promise<Hash> {
  if (!isHex(data)) throw new Error(`The server gave calldata that is no hex: ${data}`)
  await ensureChain(wallet, chain)
  return asking(() => sendTransaction(walletClient(wallet), { account, chain, to: getAddress(to), data }))
}

/**
 * Has the wallet sign EIP-712 typed data by `eth_signTypedData_v4`, on the chain of its domain, since wallets refuse
 * to sign for another one.
 * @throws WalletError.
 */
export async function signTypedData(
  { wallet, account }: WalletSession,
  typedData: TypedData,
  chain: Chain,
): Promise<Hex> {
  await ensureChain(wallet, chain)
  return asking(() => sign(walletClient(wallet), { account, ...typedData }))
}

/**
 * Has the wallet sign a text by `personal_sign` (ERC-191), on whatever chain it is.
 * @throws WalletError.
 */
export const signMessage = ({ wallet, account }: WalletSession, message: string): Promise<Hex> =>
  asking(() => signText(walletClient(wallet), { account, message }))
