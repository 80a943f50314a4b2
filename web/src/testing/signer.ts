import { recoverTypedDataAddress, sha256, stringToHex, verifyMessage, type Hex, type TypedDataDefinition } from 'viem'
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

/** Answers `eth_signTypedData_v4` likewise. */
export const signTypedData = (params: unknown) => {
  const [by, json] = params as [string, string]
  if (by !== signer.address) throw new Error(`This wallet has no account ${by}.`)
  return signer.signTypedData(JSON.parse(json) as TypedDataDefinition)
}

type ReviewMessage = Record<'contentDigest' | 'resultDigest' | 'modelsDigest' | 'verdict', string> & {
  issuedAt: number
}

/** Who signed a review for a registry, as docs/evidence.md writes it. */
export const readReview = (message: ReviewMessage, { chainId, to }: { chainId: number; to: string }, signature: Hex) =>
  recoverTypedDataAddress({
    domain: { name: 'PathoChain Review', version: '1', chainId, verifyingContract: to as Hex },
    types: {
      Review: Object.entries({
        contentDigest: 'bytes32',
        resultDigest: 'bytes32',
        modelsDigest: 'bytes32',
        verdict: 'string',
        issuedAt: 'uint64',
      }).map(([name, type]) => ({ name, type })),
    },
    primaryType: 'Review',
    message,
    signature,
  })
