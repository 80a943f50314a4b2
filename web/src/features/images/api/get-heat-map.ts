import { useQuery } from '@tanstack/react-query'

import { apiError, UnreachableError } from '../../../lib/problem'

/** What a model's heat map shows, or why it cannot be had; asked for anew at each opening, since the model may be gone by then. */
export const useHeatMap = (cid: string, model: string) =>
  useQuery({
    queryKey: ['heat-map', cid, model],
    queryFn: ({ signal }) =>
      getHeatMap(`/api/images/${encodeURIComponent(cid)}/heatmaps/${encodeURIComponent(model)}`, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })

/** Not by the API's client, which waits less long than a run may have to for the others in its lane. */
async function getHeatMap(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  if (!response.ok) throw apiError(response.status, await response.text())
  return response.blob()
}
