import { queryOptions } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { RelayedRegistration } from '../../../lib/relay'

/** What became of an image's registration without gas; asked for once one was handed over in this visit, until it is done. */
export const relayedRegistrationQuery = (cid: string) =>
  queryOptions({
    queryKey: ['relayed-registration', cid],
    queryFn: ({ signal }) =>
      sendForJson<RelayedRegistration>(`/api/images/${encodeURIComponent(cid)}/registration`, { signal }),
    enabled: ({ state }) => state.data !== undefined,
    refetchInterval: ({ state }) => (state.status === 'error' || isDone(state.data) ? false : 3_000),
    gcTime: Infinity,
  })

const isDone = (call?: RelayedRegistration) => call?.phase === 'final' || call?.phase === 'refused'
