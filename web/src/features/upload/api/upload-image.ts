import { bytes } from '../../../lib/format'
import { ApiError, apiError, UnreachableError } from '../../../lib/problem'
import type { Image } from '../../../lib/types'

/** Most bytes of a file that the API takes. */
export const maxBytes = 32 * 1024 ** 2

type Upload = {
  file: Blob
  /** The same for every attempt to send the same file, so that a repetition ends at the same image. */
  idempotencyKey: string
  /** Whether it is classified before what is routine. */
  urgent: boolean
  /** Called with the part sent so far, 0 to 1. */
  onProgress: (part: number) => void
  /** Ends it, also before it began. */
  signal: AbortSignal
}

/**
 * Sends one image; what the API would refuse for its size alone is refused here, in the same words.
 * @throws ApiError if the API refuses the image; UnreachableError if it does not answer; the signal's reason if aborted.
 */
export async function uploadImage(upload: Upload): Promise<Image> {
  upload.signal.throwIfAborted()
  requireSize(upload.file)
  const { status, body } = await post(upload)
  if (status !== 202) throw apiError(status, body)
  return JSON.parse(body) as Image
}

function requireSize({ size }: Blob) {
  if (size === 0) throw new ApiError('The file is empty', 'The file is empty (0 bytes); choose an image.', 400)
  if (size <= maxBytes) return
  throw new ApiError('The file is too large', `A file may have ${bytes(maxBytes)}; send a smaller or a tiled one.`, 413)
}

/** The body of an upload. A file's name may name a patient or a diagnosis, so it is never sent. */
export function imageForm(file: Blob): FormData {
  const form = new FormData()
  form.append('file', file, 'image')
  return form
}

/** Through XMLHttpRequest, since fetch tells nothing of an upload's progress. */
function post({ file, idempotencyKey, urgent, onProgress, signal }: Upload): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', urgent ? '/api/images?priority=stat' : '/api/images')
    request.setRequestHeader('Idempotency-Key', idempotencyKey)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () => resolve({ status: request.status, body: request.responseText })
    request.onerror = () => reject(new UnreachableError())
    const abort = () => {
      request.abort()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort)
    request.onloadend = () => signal.removeEventListener('abort', abort)
    request.send(imageForm(file))
  })
}
