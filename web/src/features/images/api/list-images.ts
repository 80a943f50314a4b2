import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData, type QueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image, ImagePage, ImagePhase } from '../../../lib/types'

const pageSize = 20

export const imagesQuery = infiniteQueryOptions({
  queryKey: ['images'],
  queryFn: ({ pageParam, signal }) => {
    const page = pageParam === null ? '' : `&page=${pageParam}`
    return sendForJson<ImagePage>(`/api/images?limit=${pageSize}${page}`, { signal })
  },
  initialPageParam: null as number | null,
  getNextPageParam: ({ nextPage }) => nextPage,
  refetchInterval: ({ state }) => (state.data?.pages.some(isMoving) ? 3_000 : 15_000),
})

/** Images newest first, page by page; refreshed more often while one of them is on its way. */
export const useImages = () => useInfiniteQuery(imagesQuery)

/** Shows a newer version of an image in the list at once. */
export function replaceInList(client: QueryClient, image: Image) {
  client.setQueryData<InfiniteData<ImagePage, number | null>>(
    imagesQuery.queryKey,
    (list) => list && { ...list, pages: list.pages.map((page) => replaceInPage(page, image)) },
  )
}

const replaceInPage = (page: ImagePage, image: Image): ImagePage => ({
  ...page,
  items: page.items.map((item) => (item.cid === image.cid ? image : item)),
})

const onItsWay: ImagePhase[] = ['submitted', 'confirming', 'registered', 'classifying']

/** Whether an image will change by itself before long; the others wait for a person, for the chain, or for nothing. */
const isMoving = ({ items }: ImagePage) =>
  items.some(({ phase, failure }) => onItsWay.includes(phase) || Boolean(failure?.retryAt))
