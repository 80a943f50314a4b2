import { useQueryClient, type MutationCacheNotifyEvent, type QueryCacheNotifyEvent } from '@tanstack/react-query'
import { useEffect } from 'react'

import { isNotAllowed, isSignInRequired } from '../../lib/problem'
import { otherTabs, sessionQuery, useSession } from './api/get-session'

/**
 * Whether the page may ask for what is only for those who are signed in (`open`): not before that is known, nor once the
 * session ended. And whether for more than reading, which an auditor may not, whether to sign results off, and by whom.
 */
export function useAccess() {
  const client = useQueryClient()
  const { data: session } = useSession()

  useEffect(() => {
    const askAgain = () => void client.invalidateQueries(sessionQuery)
    const askIfRefused = (event: QueryCacheNotifyEvent | MutationCacheNotifyEvent) => {
      if (isRefusal(event)) askAgain()
    }
    otherTabs.addEventListener('message', askAgain)
    const ends = [client.getQueryCache().subscribe(askIfRefused), client.getMutationCache().subscribe(askIfRefused)]
    return () => {
      otherTabs.removeEventListener('message', askAgain)
      ends.forEach((end) => end())
    }
  }, [client])

  const open = session !== undefined && (!session.required || session.account !== null)
  return {
    open,
    mayChange: open && session.mayChange,
    maySignOff: open && session.maySignOff,
    account: session?.account ?? null,
  }
}

/** Whether some request was just refused because nobody is signed in, or by now for something else; it is tried again (`failed`) or not (`error`). */
const isRefusal = (event: QueryCacheNotifyEvent | MutationCacheNotifyEvent) =>
  event.type === 'updated' &&
  (event.action.type === 'failed' || event.action.type === 'error') &&
  (isSignInRequired(event.action.error) || isNotAllowed(event.action.error))
