import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'

import { send } from '../../../lib/api-client'

/** The image itself, which the server gives to pathologists alone; kept while the page shows something of it. */
const pixelsQuery = (cid: string) =>
  queryOptions({
    queryKey: ['pixels', cid],
    queryFn: async ({ signal }) => (await send(`/api/images/${encodeURIComponent(cid)}/pixels`, { signal })).blob(),
    staleTime: Infinity,
    gcTime: 0,
  })

export const usePixels = (cid: string) => useQuery(pixelsQuery(cid))

/** The image itself, if it was asked for and is shown. */
export const useShownPixels = (cid: string): Blob | undefined =>
  useQueryClient().getQueryData(pixelsQuery(cid).queryKey)
