import { useState } from 'react'

import { Notice } from '../../../components/notice'
import { Time } from '../../../components/time'
import { remembered } from '../../../lib/remembered'
import type { ChainStatus } from '../../../lib/types'

const seenResetKey = 'pathochain.seen-reset'

/** Says when the chain stands still or was replaced; nothing while it goes well. */
export function ChainNotice({ chain: { chainId, problem, resetAt } }: { chain: ChainStatus }) {
  const [seenReset, setSeenReset] = useState(() => remembered.get(seenResetKey))

  const dismiss = (resetAt: string) => {
    remembered.set(seenResetKey, resetAt)
    setSeenReset(resetAt)
  }

  return (
    <>
      {problem !== null && (
        <Notice tone="warning" title="The chain cannot be followed at the moment">
          {problem} Uploads are kept and go on by themselves once the chain is back.
        </Notice>
      )}
      {resetAt !== null && resetAt !== seenReset && (
        <Notice tone="warning" title="The chain or its registry was replaced" onDismiss={() => dismiss(resetAt)}>
          Chain {chainId} was found to have started anew, or to have another registry, on <Time at={resetAt} />.
          Registrations made before are gone from it and must be signed again. A wallet remembers the nonces of a chain
          that started anew: if MetaMask reports a wrong one, use Settings, Advanced, Clear activity tab data.
        </Notice>
      )}
    </>
  )
}
