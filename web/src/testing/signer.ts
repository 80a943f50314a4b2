import { verifyMessage, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage, parseSiweMessage } from 'viem/siwe'

import { account } from './fixtures'

/** Of the first account of every development chain, known to everybody. */
const signer = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')

/** Answers `personal_sign` as a wallet with that account does. */
export const personalSign = (params: unknown) => {
  const [message, by] = params as [Hex, string]
  if (by !== signer.address) throw new Error(`This wallet has no account ${by}.`)
  return signer.signMessage({ message: { raw: message } })
}

/** What a message says to an ERC-4361 parser that is not ours, and whether {@link account} signed it. */
export const readSignIn = async ({ message, signature }: { message: string; signature: Hex }) => ({
  ...parseSiweMessage(message),
  signed: await verifyMessage({ address: account, message, signature }),
})

export const siweMessage = createSiweMessage
