import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { keepFile } from '../../lib/own-files'
import { randomKey } from '../../lib/random-key'
import type { Image } from '../../lib/types'
import { uploadImage } from './api/upload-image'

export type UploadState =
  | { step: 'waiting' }
  | { step: 'sending'; part: number }
  | { step: 'stored'; cid: string }
  | { step: 'refused'; error: Error }

/** A file on its way to the server. The name stays in this page. */
export type Upload = { key: string; file: File; urgent: boolean; state: UploadState }

/** Sends files one after the other. `onStored` is told of each image and whether its file was chosen alone. */
export function useUploads(onStored: (image: Image, alone: boolean) => void) {
  const [uploads, setUploads] = useState<Upload[]>([])

  const update = (key: string, state: UploadState) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, state } : upload)))

  const { mutate: send } = useMutation({
    scope: { id: 'upload' },
    mutationFn: ({ key, file, urgent }: Omit<Upload, 'state'> & { alone: boolean }) =>
      uploadImage({ file, idempotencyKey: key, urgent, onProgress: (part) => update(key, { step: 'sending', part }) }),
    onSuccess: (image, { key, file, alone }) => {
      keepFile(image.cid, file)
      update(key, { step: 'stored', cid: image.cid })
      onStored(image, alone)
    },
    onError: (error, { key }) => update(key, { step: 'refused', error }),
  })

  const add = (files: File[], urgent: boolean) => {
    const added = files.map((file): Upload => ({ key: randomKey(), file, urgent, state: { step: 'waiting' } }))
    setUploads((all) => [...added, ...all])
    added.forEach(({ key, file }) => send({ key, file, urgent, alone: added.length === 1 }))
  }

  const retry = ({ key, file, urgent }: Upload) => {
    update(key, { step: 'waiting' })
    send({ key, file, urgent, alone: true })
  }

  const dismiss = (key: string) => setUploads((all) => all.filter((upload) => upload.key !== key))

  return { uploads, add, retry, dismiss }
}
