import { sha256, stringToHex, verifyMessage, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage, parseSiweMessage } from 'viem/siwe'

/** Whose key is made up. */
const signer = privateKeyToAccount(sha256(stringToHex('the key of a person in a test')))

export const account = signer.address

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
