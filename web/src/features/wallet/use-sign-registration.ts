import { useMutation } from '@tanstack/react-query'

import { send } from '../../lib/api-client'
import { isTransient } from '../../lib/problem'
import type { Image } from '../../lib/types'
import { sendCall, type Chain, type Hash, type WalletSession } from '../../lib/wallet'

export type Signing = { session: WalletSession; chain: Chain }

/**
 * Signs an image's registration, then tells the server which transaction to expect. `sent` holds until the image changes,
 * which it need not do where the server could not be told.
 */
export function useSignRegistration({ cid, version, registrationCall }: Image) {
  const announce = useMutation({
    mutationFn: (transactionHash: Hash) => announceTransaction(cid, transactionHash),
    retry: (attempt, error) => attempt < 3 && isTransient(error),
  })
  const sign = useMutation({
    mutationFn: async ({ session, chain }: Signing) => {
      const transactionHash = await sendCall(session, registrationCall, chain)
      return { transactionHash, version }
    },
    onSuccess: ({ transactionHash }) => announce.mutate(transactionHash),
  })
  const told = announce.isPending || announce.isSuccess
  return { sign, announce, sent: told && sign.data?.version === version }
}

/** A hint that lets the status move at once; the chain's event decides. */
const announceTransaction = (cid: string, transactionHash: Hash) =>
  send(`/api/images/${encodeURIComponent(cid)}/transaction`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ transactionHash }),
  })
