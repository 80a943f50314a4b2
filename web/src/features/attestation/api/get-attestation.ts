import { useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { EnsembleResult, Registration } from '../../../lib/types'

/** How a result is attested to on the chain, and whether it is. */
export type Attestation = {
  /** The account that can: the one that registered the image. */
  registrant: string
  call: { chainId: number; to: string; data: string }
  /** Its newest attestation; null if there is none. */
  attested: { at: string; result: 'present' | 'earlier' | 'unknown' } | null
  /** When it withdrew the image, after which nothing can be attested to. */
  withdrawn: string | null
}

const soon = 3000
const nowAndThen = 60_000 // it may be taken back, or come from elsewhere

/** `awaited` asks more often, until the chain shows it. */
export const useAttestation = (
  cid: string,
  { classifiedAt }: EnsembleResult,
  { blockHash, registrant }: Registration,
  awaited: boolean,
) =>
  useQuery({
    queryKey: ['attestation', cid, classifiedAt, blockHash, registrant],
    queryFn: ({ signal }) => sendForJson<Attestation>(`/api/images/${encodeURIComponent(cid)}/attestation`, { signal }),
    refetchInterval: ({ state }) => (awaited && state.data?.attested?.result !== 'present' ? soon : nowAndThen),
  })
