import { apiError, UnreachableError } from './problem'
import { reachability } from './reachability'

/**
 * Sends a request to the API. Resolves with the response if it is a success or 304.
 * @throws ApiError if the API refuses; UnreachableError if it does not answer; the signal's reason if aborted.
 */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await answer(path, init)
  if (response.ok || response.status === 304) return response
  throw apiError(response.status, await response.text())
}

/** The JSON body of a successful answer; see {@link send} for what it throws. */
export async function sendForJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await send(path, init)
  return (await response.json()) as T
}

async function answer(path: string, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init)
    reachability.report(true)
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    reachability.report(false)
    throw new UnreachableError(error)
  }
}
