import { queryOptions, useQuery } from '@tanstack/react-query'

import { getBlob } from '../../../lib/api-client'

/** The image itself, which the server gives to pathologists alone; kept while the page shows something of it. */
const pixelsQuery = (cid: string) =>
  queryOptions({
    queryKey: ['pixels', cid],
    queryFn: ({ signal }) => getBlob(`/api/images/${encodeURIComponent(cid)}/pixels`, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })

export const usePixels = (cid: string) => useQuery(pixelsQuery(cid))

/** The image itself, once somebody asked to see it. */
export const useShownPixels = (cid: string) => useQuery({ ...pixelsQuery(cid), enabled: false }).data
