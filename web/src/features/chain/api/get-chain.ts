import { queryOptions, useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { ChainStatus } from '../../../lib/types'

export const chainQuery = queryOptions({
  queryKey: ['chain'],
  queryFn: ({ signal }) => sendForJson<ChainStatus>('/api/chain', { signal }),
  refetchInterval: 5_000,
})

/** How the server's following of the chain goes, refreshed every few seconds. */
export const useChain = () => useQuery(chainQuery)
