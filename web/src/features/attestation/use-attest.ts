import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { mayHaveSent, registryChain, sendCall, type WalletSession } from '../../lib/wallet'
import type { Attestation } from './api/get-attestation'

const patience = 120_000

type Attesting = { session: WalletSession; call: Attestation['call'] }

/** Has the wallet send an attestation. It is `awaited` for two minutes, after which it counts as `unseen` and can be sent again. */
export function useAttest(rpcUrl: string | null) {
  const [unseen, setUnseen] = useState(false)
  const { mutate, reset, error, isPending, isSuccess } = useMutation({
    mutationFn: ({ session, call }: Attesting) => sendCall(session, call, registryChain(call.chainId, rpcUrl)),
    onSuccess: () => setUnseen(false),
  })
  const awaited = isSuccess || mayHaveSent(error)

  useEffect(() => {
    if (!awaited) return
    const timer = setTimeout(() => {
      setUnseen(true)
      reset()
    }, patience)
    return () => clearTimeout(timer)
  }, [awaited, reset])

  return { attest: mutate, reset, error, isPending, isSent: isSuccess, awaited, unseen }
}
