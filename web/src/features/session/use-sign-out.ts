import { useMutation, useQueryClient } from '@tanstack/react-query'

import { send } from '../../lib/api-client'
import type { Session } from '../../lib/session'
import { takeSession } from './api/get-session'

/** Ends the session; the next one at this page may be another person. */
export function useSignOut(session: Session, onSignedOut: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => send('/api/session', { method: 'DELETE' }),
    onSuccess: async () => {
      await takeSession(client, { ...session, account: null, mayChange: false, maySignOff: false, until: null })
      onSignedOut()
    },
  })
}
