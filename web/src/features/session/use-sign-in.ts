import { useMutation, useQueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../lib/api-client'
import type { Session } from '../../lib/session'
import { signMessage, type WalletSession } from '../../lib/wallet'
import { takeSession } from './api/get-session'
import { signInMessage } from './sign-in-message'

/** Has the wallet sign a message that is good once, and signs its account in by that. */
export function useSignIn(chainId: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (wallet: WalletSession) => {
      const { nonce } = await sendForJson<{ nonce: string }>('/api/session/nonce', { method: 'POST' })
      const { account } = wallet
      const message = signInMessage({ account, chainId, nonce, issuedAt: new Date(), page: window.location })
      const signature = await signMessage(wallet, message)
      return sendForJson<Session>('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ message, signature }),
      })
    },
    onSuccess: (session) => takeSession(client, session),
  })
}
