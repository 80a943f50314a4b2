import { useMutation, useQueryClient } from '@tanstack/react-query'

import { sendForJson } from '../../../lib/api-client'
import type { Image } from '../../../lib/types'
import { ensembleQuery } from './get-ensemble'
import { modelsQuery } from './get-models'

/** Has the models that are served now classify an outdated image. What the page knows of models is read anew, as they are others than it knew. */
export function useReclassifyImage(cid: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => sendForJson<Image>(`/api/images/${encodeURIComponent(cid)}/reclassify`, { method: 'POST' }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: modelsQuery.queryKey })
      await client.invalidateQueries({ queryKey: ensembleQuery.queryKey })
    },
  })
}
