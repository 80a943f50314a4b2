import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image } from '../../../lib/types'

/** Has the models that are served now classify an image in whose result others voted. */
export const useReclassifyImage = (cid: string) =>
  useMutation({
    mutationFn: () => sendForJson<Image>(`/api/images/${encodeURIComponent(cid)}/reclassify`, { method: 'POST' }),
  })
