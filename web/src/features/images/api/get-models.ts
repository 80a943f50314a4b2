import { queryOptions, useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Model } from '../../../lib/types'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => sendForJson<{ items: Model[] }>('/api/models', { signal }),
  select: ({ items }) => items,
  staleTime: 5 * 60_000,
})

/** The models of this installation with their cards. */
export const useModels = () => useQuery(modelsQuery)
