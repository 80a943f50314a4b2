import { queryOptions, useQuery } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Ensemble } from '../../../lib/types'
import { readAnewEachMinute } from './get-models'

export const ensembleQuery = queryOptions({
  queryKey: ['ensemble'],
  queryFn: ({ signal }) => sendForJson<Ensemble>('/api/models/ensemble', { signal }),
  ...readAnewEachMinute,
})

/** How the models of this installation vote together; the error if they have no card that says so. */
export const useEnsemble = () => useQuery(ensembleQuery)
