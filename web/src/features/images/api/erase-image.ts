import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image } from '../../../lib/types'

/** Has an image erased for good. */
export const useEraseImage = (cid: string) =>
  useMutation({
    mutationFn: () => sendForJson<Image>(`/api/images/${encodeURIComponent(cid)}`, { method: 'DELETE' }),
  })
