import { expect, it } from 'vitest'

import { apiError, isAtWork, isTransient, UnreachableError } from './problem'

it('takes title and detail from a problem document', () => {
  const error = apiError(415, JSON.stringify({ title: 'Unsupported format', detail: 'Send PNG, JPEG or TIFF.' }))

  expect(error).toMatchObject({ title: 'Unsupported format', message: 'Send PNG, JPEG or TIFF.', status: 415 })
})

it.each(['<html>Bad gateway</html>', '', 'null', '[]', '{"title":7}'])('names the status when the body is %j', (body) =>
  expect(apiError(502, body)).toMatchObject({ title: 'The server answered with status 502', detail: null }),
)

const kind = (code: string) => JSON.stringify({ type: `urn:pathochain:problem:${code}` })

it.each<[Error, boolean]>([
  [new UnreachableError(), true],
  [apiError(503, ''), true],
  [apiError(429, ''), true],
  [apiError(408, ''), true],
  [apiError(401, kind('sign-in-required')), true],
  [apiError(401, kind('sign-in-refused')), false],
  [apiError(404, ''), false],
  [apiError(422, ''), false],
])('tells whether %s may pass', (error, passes) => expect(isTransient(error)).toBe(passes))

it.each<[string, number, string, boolean]>([
  ['a refusal', 404, '', true],
  ['what it lacks for one request', 503, kind('relay-busy'), true],
  ['a part of it that does not answer', 503, kind('silo-unavailable'), false],
  ['an error that it did not foresee', 500, '{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.1"}', false],
  ['what stands before it', 502, '<html>Bad gateway</html>', false],
])('tells from %s whether the API is at work', (_, status, body, atWork) =>
  expect(isAtWork(apiError(status, body))).toBe(atWork),
)
