import { useMutation } from '@tanstack/react-query'
import type { Chain, Hash } from 'viem'

import { send } from '../../lib/api-client'
import type { Image } from '../../lib/types'
import { signRegistration } from './sign-registration'
import type { WalletSession } from './wallet'

type Signing = { session: WalletSession; chain: Chain }

/** Signs an image's registration, then tells the server which transaction to expect. */
export function useSignRegistration({ cid, registrationCall }: Image) {
  const announce = useMutation({
    mutationFn: (transactionHash: Hash) => announceTransaction(cid, transactionHash),
    retry: 3,
  })
  const sign = useMutation({
    mutationFn: ({ session, chain }: Signing) => signRegistration(session, registrationCall, chain),
    onSuccess: (transactionHash) => announce.mutate(transactionHash),
  })
  return { sign, announce }
}

/** A hint that lets the status move at once; the chain's event decides. */
const announceTransaction = (cid: string, transactionHash: Hash) =>
  send(`/api/images/${encodeURIComponent(cid)}/transaction`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ transactionHash }),
  })
