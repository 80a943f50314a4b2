import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../lib/api-client'
import { isTransient } from '../../lib/problem'
import type { EnsembleResult, Image } from '../../lib/types'
import { registryChain, signTypedData, type Address, type WalletSession } from '../../lib/wallet'
import { reviewTypedData } from './review-typed-data'

type SigningOff = { session: WalletSession; verdict: string }

type SignedVerdict = {
  reviewer: Address
  verdict: string
  resultDigest: string
  issuedAt: number
  signature: string
}

/** Has the wallet sign what a person reads in an image whose result they saw, and hands that to the server. */
export function useSignOff(image: Image, result: EnsembleResult, rpcUrl: string | null) {
  // A signature that was given is not asked for again because the server was busy: it takes the same one twice.
  const { mutateAsync: handOver } = useMutation({
    mutationFn: (signed: SignedVerdict) =>
      sendForJson<Image>(`/api/images/${encodeURIComponent(image.cid)}/reviews`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(signed),
      }),
    retry: (attempt, error) => attempt < 3 && isTransient(error),
  })

  return useMutation({
    mutationFn: async ({ session, verdict }: SigningOff) => {
      const issuedAt = Math.floor(Date.now() / 1000)
      const chain = registryChain(image.registrationCall.chainId, rpcUrl)
      const signature = await signTypedData(session, reviewTypedData({ image, result, verdict, issuedAt }), chain)
      return handOver({ reviewer: session.account, verdict, resultDigest: result.digest, issuedAt, signature })
    },
  })
}
