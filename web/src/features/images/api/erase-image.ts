import { useMutation } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import { forgetFile } from '../../../lib/own-files'
import type { Image } from '../../../lib/types'

/** Has an image erased for good, and what this page still has of it forgotten. */
export const useEraseImage = (cid: string) =>
  useMutation({
    mutationFn: () => sendForJson<Image>(`/api/images/${encodeURIComponent(cid)}`, { method: 'DELETE' }),
    onSuccess: () => forgetFile(cid),
  })
