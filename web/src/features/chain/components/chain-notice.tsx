import { useState } from 'react'

import { Notice } from '../../../components/notice'
import { time } from '../../../lib/format'
import type { ChainStatus } from '../../../lib/types'

/** Says when the chain stands still or was replaced; nothing while it goes well. */
export function ChainNotice({ chain }: { chain: ChainStatus }) {
  const [seenReset, setSeenReset] = useState<string | null>(null)

  return (
    <>
      {chain.problem !== null && (
        <Notice tone="warning" title="The chain cannot be followed at the moment">
          {chain.problem} Uploads are kept and go on by themselves once the chain is back.
        </Notice>
      )}
      {chain.resetAt !== null && chain.resetAt !== seenReset && (
        <Notice tone="warning" title="The chain was replaced" onDismiss={() => setSeenReset(chain.resetAt)}>
          Chain {chain.chainId} was found to have started anew on {time(chain.resetAt)}. Registrations made before are
          gone from it and must be signed again. If your wallet reports a wrong nonce, clear its activity data.
        </Notice>
      )}
    </>
  )
}
