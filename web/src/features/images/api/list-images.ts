import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData, type QueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image, ImagePage, ImagePhase } from '../../../lib/types'

const pageSize = 20

/** What all lists of images begin their keys with. */
export const imagesKey = ['images']

/** Which images a list is of: those on which one of these models, by SHA-256, voted, if any is named; those that nobody signed off. */
export type Wanted = { votedBy: string[]; awaitingReview: boolean }

const imagesQuery = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: [...imagesKey, wanted],
    queryFn: ({ pageParam, signal }) => {
      const { votedBy, awaitingReview } = wanted
      const query = new URLSearchParams([['limit', `${pageSize}`], ...votedBy.map((sha256) => ['votedBy', sha256])])
      if (awaitingReview) query.set('awaitingReview', 'true')
      if (pageParam !== null) query.set('page', `${pageParam}`)
      return sendForJson<ImagePage>(`/api/images?${query}`, { signal })
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextPage }) => nextPage,
    refetchInterval: ({ state }) => refreshAfter(wanted, state.data?.pages ?? []),
  })

/** Milliseconds until a list is read again; false for never. */
export function refreshAfter({ votedBy, awaitingReview }: Wanted, pages: ImagePage[]): number | false {
  // What is looked for far back is looked for less often.
  if (awaitingReview) return 60_000
  if (pages.some(isMoving)) return 3_000
  return votedBy.length > 0 ? false : 15_000 // which images a model voted on changes with a vote alone
}

/** Images newest first, page by page; refreshed more often while one of them is on its way. */
export const useImages = (wanted: Wanted) => useInfiniteQuery(imagesQuery(wanted))

/** Shows a newer version of an image in the lists at once. */
export function replaceInList(client: QueryClient, image: Image) {
  client.setQueriesData<InfiniteData<ImagePage, number | null>>(
    { queryKey: imagesKey },
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
