import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { keepFile } from '../../lib/own-files'
import { isTransient } from '../../lib/problem'
import { randomKey } from '../../lib/random-key'
import type { Image } from '../../lib/types'
import { uploadImage } from './api/upload-image'
import { useLeaveWarning } from './use-leave-warning'

export type UploadState =
  | { step: 'waiting' }
  | { step: 'sending'; part: number }
  | { step: 'stored'; cid: string }
  | { step: 'refused'; error: Error }

/** A file on its way to the server, and whether it was chosen alone. The name stays in this page. */
export type Upload = { key: string; file: File; urgent: boolean; alone: boolean; state: UploadState }

/** Whether a file that was not stored may well be at another try. */
export const canRetry = ({ state }: Upload) => state.step === 'refused' && isTransient(state.error)

/** Of every mutation that sends a file. */
export const uploadKey = ['upload']

const isUnderWay = ({ state }: Upload) => state.step === 'waiting' || state.step === 'sending'

/** Whether a file may yet be stored: it is on its way, or may be sent again. */
export const isNotDone = (upload: Upload) => isUnderWay(upload) || canRetry(upload)

/**
 * Sends files one after the other, none once `signal` is aborted. `onStored` is told of each image and whether its file
 * was chosen alone.
 */
export function useUploads(signal: AbortSignal, onStored: (image: Image, alone: boolean) => void) {
  const [uploads, setUploads] = useState<Upload[]>([])
  useLeaveWarning(uploads.some(isUnderWay))

  const update = (key: string, state: UploadState) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, state } : upload)))

  const { mutate: send } = useMutation({
    mutationKey: uploadKey,
    scope: { id: 'upload' },
    mutationFn: ({ key, file, urgent }: Upload) => {
      const onProgress = (part: number) => update(key, { step: 'sending', part })
      return uploadImage({ file, idempotencyKey: key, urgent, onProgress, signal })
    },
    onSuccess: (image, { key, file, alone }) => {
      keepFile(image.cid, file)
      update(key, { step: 'stored', cid: image.cid })
      onStored(image, alone)
    },
    onError: (error, { key }) => update(key, { step: 'refused', error }),
  })

  const add = (files: File[], urgent: boolean) => {
    const alone = files.length === 1
    const added = files.map((file): Upload => ({ key: randomKey(), file, urgent, alone, state: { step: 'waiting' } }))
    setUploads((all) => [...added, ...all])
    added.forEach((upload) => send(upload))
  }

  const retry = (upload: Upload) => {
    update(upload.key, { step: 'waiting' })
    send(upload)
  }

  const dismiss = (key: string) => setUploads((all) => all.filter((upload) => upload.key !== key))

  return { uploads, add, retry, dismiss }
}
