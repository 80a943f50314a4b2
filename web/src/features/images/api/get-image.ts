import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'

import { send } from '../../../lib/api-client'
import type { Image } from '../../../lib/types'
import { replaceInList } from './list-images'

type KnownImage = { image: Image; etag: string }

const waitSeconds = 20

/**
 * Follows one image by long polling: each request waits on the server until the image is newer than what is known,
 * and the next one starts right after it.
 */
export const liveImageQuery = (client: QueryClient, cid: string) => {
  const queryKey = ['image', cid]
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<KnownImage>(queryKey)
      const newer = await getNewer(cid, known?.etag, signal)
      if (newer) replaceInList(client, newer.image)
      return newer ?? known ?? Promise.reject(new Error(`The server answered 304 for ${cid} without being asked.`))
    },
    select: ({ image }) => image,
    refetchInterval: ({ state }) => (state.status === 'error' ? false : 300),
  })
}

/** An image and all its changes to come; the error if the server does not know it. */
export function useLiveImage(cid: string) {
  return useQuery(liveImageQuery(useQueryClient(), cid))
}

/** Null if the image did not change within the wait. */
async function getNewer(cid: string, etag: string | undefined, signal: AbortSignal): Promise<KnownImage | null> {
  const path = `/api/images/${encodeURIComponent(cid)}`
  const response = etag
    ? await send(`${path}?wait=${waitSeconds}`, { headers: { 'If-None-Match': etag }, cache: 'no-store', signal })
    : await send(path, { cache: 'no-store', signal })
  if (response.status === 304) return null
  return { image: (await response.json()) as Image, etag: response.headers.get('ETag') ?? '' }
}
