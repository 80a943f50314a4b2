import { useMutation, useQueryClient } from '@tanstack/react-query'

import { send } from '../../lib/api-client'
import { forgetFiles } from '../../lib/own-files'
import type { Session } from '../../lib/session'
import { takeSession } from './api/get-session'

/** What is read without a session, by the first part of its key. */
const open: unknown[] = ['session', 'chain']

/** Ends the session and forgets what was read and uploaded in it, since the next one at this page may be another person. */
export function useSignOut(session: Session, onSignedOut: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => send('/api/session', { method: 'DELETE' }),
    onSuccess: async () => {
      await takeSession(client, { ...session, account: null, until: null })
      client.removeQueries({ predicate: ({ queryKey }) => !open.includes(queryKey[0]) })
      forgetFiles()
      onSignedOut()
    },
  })
}
