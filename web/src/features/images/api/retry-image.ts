import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image } from '../../../lib/types'

/** Has the server take a failed image up again at once. */
export const useRetryImage = (cid: string) =>
  useMutation({
    mutationFn: () => sendForJson<Image>(`/api/images/${encodeURIComponent(cid)}/retry`, { method: 'POST' }),
  })
