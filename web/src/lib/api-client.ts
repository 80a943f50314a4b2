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
