/** A refusal of the API (RFC 9457, problem details). */
export class ApiError extends Error {
  readonly title: string
  readonly detail: string | null
  readonly status: number
  /** What kind it is of, as a URI. */
  readonly type: string | null

  constructor(title: string, detail: string | null, status: number, type: string | null = null) {
    super(detail ?? title)
    this.name = 'ApiError'
    this.title = title
    this.detail = detail
    this.status = status
    this.type = type
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
  const { title, detail, type } = problem
  return new ApiError(
    typeof title === 'string' ? title : `The server answered with status ${status}`,
    typeof detail === 'string' ? detail : null,
    status,
    typeof type === 'string' ? type : null,
  )
}

/** Whether the same request may well succeed later. */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof ApiError) ||
  error.status >= 500 ||
  error.status === 429 ||
  error.status === 408 ||
  isSignInRequired(error)

/** Whether the API refuses for no other reason than that nobody is signed in, or no longer. */
export const isSignInRequired = (error: unknown): boolean =>
  error instanceof ApiError && error.type === `${kinds}sign-in-required`

/** Whether the API refuses since it is not the account's part. */
export const isNotAllowed = (error: unknown): boolean =>
  error instanceof ApiError && (error.type === `${kinds}may-only-read` || error.type === `${kinds}not-a-pathologist`)

/** Whether the API is at work although it refuses. It is not where a part of it does not answer: what the page shows is not kept up to date then. */
export const isAtWork = ({ status, type }: ApiError): boolean =>
  status < 500 || (type !== null && type.startsWith(kinds) && type !== `${kinds}silo-unavailable`)

const kinds = 'urn:pathochain:problem:'

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
