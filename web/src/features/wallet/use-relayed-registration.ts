import { useMutation } from '@tanstack/react-query'

import { send, sendForJson } from '../../lib/api-client'
import type { Image, RegistrationRequest } from '../../lib/types'
import { signTypedData } from '../../lib/wallet'
import { registrationTypedData } from './registration-request'
import type { Signing } from './use-sign-registration'

/** Signs an image's registration and hands it to the server, whose signer sends it and pays. `sent` holds until the image changes. */
export function useRelayedRegistration({ cid, version, registrationCall }: Image) {
  const relay = useMutation({
    mutationFn: async ({ session, chain }: Signing) => {
      const registrant = session.account
      const path = `/api/images/${encodeURIComponent(cid)}`
      const request = await sendForJson<RegistrationRequest>(`${path}/registration-request?registrant=${registrant}`)
      const typedData = registrationTypedData(request, registrationCall, registrant, new Date())
      const signature = await signTypedData(session, typedData, chain)
      await send(`${path}/registration`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ registrant, deadline: request.message.deadline, signature }),
      })
      return { version }
    },
  })
  return { relay, relayed: relay.data?.version === version }
}
