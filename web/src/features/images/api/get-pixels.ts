import { queryOptions, useQuery } from '@tanstack/react-query'

import { apiError, UnreachableError } from '../../../lib/problem'

/** The image itself, which the server gives to pathologists alone; kept while the page shows something of it. */
const pixelsQuery = (cid: string) =>
  queryOptions({
    queryKey: ['pixels', cid],
    queryFn: ({ signal }) => getPixels(`/api/images/${encodeURIComponent(cid)}/pixels`, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })

export const usePixels = (cid: string) => useQuery(pixelsQuery(cid))

/** The image itself, once somebody asked to see it. */
export const useShownPixels = (cid: string) => useQuery({ ...pixelsQuery(cid), enabled: false }).data

/** Not by the API's client, which waits less long than a large image may take. */
async function getPixels(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  if (!response.ok) throw apiError(response.status, await response.text())
  return response.blob()
}
