import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../lib/api-client'
import type { RegistrationRequest, RelayedRegistration } from '../../lib/relay'
import type { Image } from '../../lib/types'
import { signTypedData } from '../../lib/wallet'
import { relayedRegistrationQuery } from './api/get-relayed-registration'
import { registrationTypedData } from './registration-request'
import type { Signing } from './use-sign-registration'

/**
 * Signs an image's registration, hands it to the server, whose signer sends it and pays, and follows what becomes of it.
 * `waiting` says what for, while the chain does not show it; `failure` why it was not taken, or refused later.
 */
export function useRelayedRegistration({ cid, registrationCall }: Image) {
  const client = useQueryClient()
  const query = relayedRegistrationQuery(cid)
  const { data: call, error } = useQuery(query)
  const forget = () => client.resetQueries(query)

  const relay = useMutation({
    mutationFn: async ({ session, chain }: Signing) => {
      const registrant = session.account
      const path = `/api/images/${encodeURIComponent(cid)}`
      const request = await sendForJson<RegistrationRequest>(`${path}/registration-request?registrant=${registrant}`)
      const typedData = registrationTypedData(request, registrationCall, registrant, new Date())
      const signature = await signTypedData(session, typedData, chain)
      return sendForJson<RelayedRegistration>(`${path}/registration`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ registrant, deadline: request.message.deadline, signature }),
      })
    },
    onMutate: forget,
    onSuccess: (taken) => client.setQueryData(query.queryKey, taken),
  })

  const dismiss = () => {
    relay.reset()
    void forget()
  }

  const failure = relay.error?.message ?? error?.message ?? call?.reason ?? null
  return { relay, waiting: error || !call ? null : waitingFor(call), failure, dismiss }
}

function waitingFor({ phase }: RelayedRegistration): string | null {
  switch (phase) {
    case 'queued':
    case 'sending':
      return 'Signed; waiting for the server to send it.'
    case 'sent':
      return 'Sent by the server; waiting for the chain to show it.'
    case 'mined':
    case 'final':
    case 'refused':
      return null
  }
}
