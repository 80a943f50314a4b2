/** A refusal of the API (RFC 9457, problem details). */
export class ApiError extends Error {
  readonly title: string
  readonly detail: string | null
  readonly status: number

  constructor(title: string, detail: string | null, status: number) {
    super(detail ?? title)
    this.name = 'ApiError'
    this.title = title
    this.detail = detail
    this.status = status
  }
}

/** The API gave no answer at all. */
export class UnreachableError extends Error {
  constructor(cause?: unknown) {
    super('The server cannot be reached. Check that PathoChain is running and try again.', { cause })
    this.name = 'UnreachableError'
  }
}

/** Reads the body of a refusal; a body that is no problem document still gives an error with the status. */
export function apiError(status: number, body: string): ApiError {
  const problem = parseObject(body)
  const { title, detail } = problem
  return new ApiError(
    typeof title === 'string' ? title : `The server answered with status ${status}`,
    typeof detail === 'string' ? detail : null,
    status,
  )
}

/** Whether the same request may well succeed later. */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status >= 500 || error.status === 429

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
