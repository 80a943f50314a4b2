import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Session } from '../../../lib/session'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => sendForJson<Session>('/api/session', { signal }),
})

/** Who is signed in, and whether anybody has to be. */
export const useSession = () => useQuery(sessionQuery)

/** By it tabs tell each other, which share a session, that someone signed in or out. */
export const otherTabs = new BroadcastChannel('pathochain.session')

/** Takes what the API answered to signing in or out, before which an answer on its way was given. */
export async function takeSession(client: QueryClient, session: Session) {
  await client.cancelQueries(sessionQuery)
  client.setQueryData(sessionQuery.queryKey, session)
  otherTabs.postMessage(null)
}
