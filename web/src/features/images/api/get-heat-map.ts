import { useQuery } from '@tanstack/react-query'

import { getBlob } from '../../../lib/api-client'

/** What a model's heat map shows, or why it cannot be had; asked for anew at each opening, since the model may be gone by then. */
export const useHeatMap = (cid: string, model: string) =>
  useQuery({
    queryKey: ['heat-map', cid, model],
    queryFn: ({ signal }) =>
      getBlob(`/api/images/${encodeURIComponent(cid)}/heatmaps/${encodeURIComponent(model)}`, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })
