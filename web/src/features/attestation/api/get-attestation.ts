import { useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'

/** How a result is attested to on the chain, and whether it is. */
export type Attestation = {
  /** SHA-256 of the result, as the chain has it once it is attested to. */
  resultDigest: string
  /** The account that can: the one that registered the image. */
  registrant: string
  call: { chainId: number; to: string; data: string }
  /** Its newest attestation; null if there is none. */
  attested: { at: string; isOfResult: boolean } | null
}

/** `awaited` asks again and again until the chain shows it. */
export const useAttestation = (cid: string, classifiedAt: string, awaited: boolean) =>
  useQuery({
    queryKey: ['attestation', cid, classifiedAt],
    queryFn: ({ signal }) => sendForJson<Attestation>(`/api/images/${encodeURIComponent(cid)}/attestation`, { signal }),
    refetchInterval: ({ state }) => (awaited && !state.data?.attested?.isOfResult ? 1000 : false),
  })
