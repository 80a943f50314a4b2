import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../lib/api-client'
import type { EnsembleResult, Image } from '../../lib/types'
import { registryChain, signTypedData, type WalletSession } from '../../lib/wallet'
import { reviewTypedData } from './review-typed-data'

type SigningOff = { session: WalletSession; verdict: string }

/** Has the wallet sign what a person reads in an image whose result they saw, and hands that to the server. */
export const useSignOff = (image: Image, result: EnsembleResult, rpcUrl: string | null) =>
  useMutation({
    mutationFn: async ({ session, verdict }: SigningOff) => {
      const issuedAt = Math.floor(Date.now() / 1000)
      const chain = registryChain(image.registrationCall.chainId, rpcUrl)
      const signature = await signTypedData(session, reviewTypedData({ image, result, verdict, issuedAt }), chain)
      return sendForJson<Image>(`/api/images/${encodeURIComponent(image.cid)}/reviews`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ reviewer: session.account, verdict, resultDigest: result.digest, issuedAt, signature }),
      })
    },
  })
