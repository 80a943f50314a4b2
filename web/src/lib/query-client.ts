import { QueryClient } from '@tanstack/react-query'

import { isTransient } from './problem'

const longestPause = 15_000

/** Retries what may succeed later, ever more slowly; the API is on this machine, so the browser being offline means nothing. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (_, error) => isTransient(error),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, longestPause),
      },
      mutations: { networkMode: 'always' },
    },
  })
