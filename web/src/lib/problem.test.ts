import { expect, it } from 'vitest'

import { apiError, isTransient, UnreachableError } from './problem'

it('takes title and detail from a problem document', () => {
  const error = apiError(415, JSON.stringify({ title: 'Unsupported format', detail: 'Send PNG, JPEG or TIFF.' }))

  expect(error).toMatchObject({ title: 'Unsupported format', message: 'Send PNG, JPEG or TIFF.', status: 415 })
})

it.each(['<html>Bad gateway</html>', '', 'null', '[]', '{"title":7}'])('names the status when the body is %j', (body) =>
  expect(apiError(502, body)).toMatchObject({ title: 'The server answered with status 502', detail: null }),
)

it.each<[Error, boolean]>([
  [new UnreachableError(), true],
  [apiError(503, ''), true],
  [apiError(429, ''), true],
  [apiError(404, ''), false],
  [apiError(422, ''), false],
])('tells whether %s may pass', (error, passes) => expect(isTransient(error)).toBe(passes))
