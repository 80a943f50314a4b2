import type { EnsembleResult, Image } from '../../lib/types'
import type { Address, TypedData } from '../../lib/wallet'

type Signed = { image: Image; result: EnsembleResult; verdict: string; issuedAt: number }

/** What a wallet signs, and shows, to sign a result off (EIP-712, docs/evidence.md); `issuedAt` in Unix seconds. */
export const reviewTypedData = ({ image, result, verdict, issuedAt }: Signed): TypedData => ({
  domain: {
    name: 'PathoChain Review',
    version: '1',
    chainId: image.registrationCall.chainId,
    verifyingContract: image.registrationCall.to as Address,
  },
  types: {
    Review: [
      { name: 'contentDigest', type: 'bytes32' },
      { name: 'resultDigest', type: 'bytes32' },
      { name: 'modelsDigest', type: 'bytes32' },
      { name: 'verdict', type: 'string' },
      { name: 'issuedAt', type: 'uint64' },
    ],
  },
  primaryType: 'Review',
  message: {
    contentDigest: image.digest,
    resultDigest: result.digest,
    modelsDigest: result.modelsDigest,
    verdict,
    issuedAt: BigInt(issuedAt),
  },
})
