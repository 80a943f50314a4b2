import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'

import { forgetFiles } from '../../lib/own-files'
import { randomKey } from '../../lib/random-key'
import type { Session } from '../../lib/session'
import { sessionQuery } from './api/get-session'

/** What is read without a session, by the first part of its key. */
const open: unknown[] = ['session', 'chain']

/** How much earlier than it said a session may end by itself, as clocks differ. */
const slack = 5 * 60_000

const newPerson = () => ({ key: randomKey(), leaving: new AbortController() })

/**
 * Whoever the page works for: a `key` for what is kept of them, and `gone`, which is aborted when all of that is
 * forgotten. It is by `forget`, once another account signs in, and once a session ends before its time, as when another
 * tab signs out. A session that ends by itself leaves it to the same person's return.
 */
export function usePerson() {
  const client = useQueryClient()
  const [{ key, leaving }, setPerson] = useState(newPerson)

  const forget = useCallback(() => {
    leaving.abort()
    forgetPerson(client)
    setPerson(newPerson())
  }, [client, leaving])

  // Told before anything is rendered by the new session.
  useEffect(() => {
    let last = client.getQueryData(sessionQuery.queryKey)
    return client.getQueryCache().subscribe(() => {
      const session = client.getQueryData(sessionQuery.queryKey)
      if (!session || (last && session.account === null && hasRunOut(last))) return
      const former = last
      last = session
      if (former && former.account !== null && former.account !== session.account) forget()
    })
  }, [client, forget])

  return { key, gone: leaving.signal, forget }
}

const hasRunOut = ({ until }: Session) => until !== null && Date.now() >= Date.parse(until) - slack

function forgetPerson(client: QueryClient) {
  client.removeQueries({ predicate: ({ queryKey }) => !open.includes(queryKey[0]) })
  client.getMutationCache().clear()
  forgetFiles()
}
