import { queryOptions, useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { ModelList } from '../../../lib/types'

/** The API may start anew with other models while the page stays open. */
export const readAnewEachMinute = { staleTime: 60_000, refetchInterval: 60_000 }

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => sendForJson<ModelList>('/api/models', { signal }),
  ...readAnewEachMinute,
})

/** The models of this installation with their cards. */
export const useModels = () => useQuery({ ...modelsQuery, select: ({ items }) => items })

/** SHA-256 of the models that were withdrawn; none as long as it is not known. */
export const useWithdrawn = () => useQuery({ ...modelsQuery, select: ({ withdrawn }) => withdrawn }).data ?? []
