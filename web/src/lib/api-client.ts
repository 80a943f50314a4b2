import { apiError, isAtWork, UnreachableError } from './problem'
import { reachability } from './reachability'

/** Longer than the longest wait that the API grants, shorter than a person's patience with a dead connection. */
const timeout = 30_000

/**
 * Sends a request to the API. Resolves with the response if it is a success or 304.
 * @throws ApiError if the API refuses; UnreachableError if it does not answer; the signal's reason if aborted.
 */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await answer(path, init)
  if (response.ok || response.status === 304) {
    reachability.report(true)
    return response
  }
  const refusal = apiError(response.status, await response.text())
  reachability.report(isAtWork(refusal))
  throw refusal
}

/** The JSON body of a successful answer; see {@link send} for what it throws. */
export async function sendForJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await send(path, init)
  return (await response.json()) as T
}

/**
 * The body of a successful answer to what may take longer than {@link send} waits: a run that waits for others, a large image.
 * @throws ApiError if the API refuses; UnreachableError if it does not answer.
 */
export async function getBlob(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    throw new UnreachableError(error)
  })
  if (!response.ok) throw apiError(response.status, await response.text())
  return response.blob()
}

async function answer(path: string, init?: RequestInit): Promise<Response> {
  try {
    const signals = [AbortSignal.timeout(timeout), ...(init?.signal ? [init.signal] : [])]
    return await fetch(path, { ...init, signal: AbortSignal.any(signals) })
  } catch (error) {
    if (init?.signal?.aborted) throw error
    reachability.report(false)
    throw new UnreachableError(error)
  }
}
