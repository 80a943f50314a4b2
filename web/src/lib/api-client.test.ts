import { http, HttpResponse, type HttpResponseResolver } from 'msw'
import { expect, it } from 'vitest'

import { server } from '../testing/server'
import { send, sendForJson } from './api-client'
import { ApiError, UnreachableError } from './problem'
import { reachability } from './reachability'

const answerWith = (response: HttpResponseResolver) => server.use(http.get('/api/chain', response))

it('gives the body of a success', async () => {
  answerWith(() => HttpResponse.json({ chainId: 31337 }))

  await expect(sendForJson('/api/chain')).resolves.toEqual({ chainId: 31337 })
})

it('lets 304 through', async () => {
  answerWith(() => new HttpResponse(null, { status: 304 }))

  await expect(send('/api/chain')).resolves.toMatchObject({ status: 304 })
})

it('throws a refusal as a problem', async () => {
  answerWith(() => HttpResponse.json({ title: 'Image not found' }, { status: 404 }))

  await expect(send('/api/chain')).rejects.toThrow(new ApiError('Image not found', null, 404))
  expect(reachability.get()).toBe(true)
})

it('reports a server that does not answer, and one that answers again', async () => {
  answerWith(() => HttpResponse.error())
  await expect(send('/api/chain')).rejects.toBeInstanceOf(UnreachableError)
  expect(reachability.get()).toBe(false)

  answerWith(() => HttpResponse.json({}))
  await send('/api/chain')
  expect(reachability.get()).toBe(true)
})

it('does not call a server away that says what it lacks for one request, but one that gives a bare failure', async () => {
  answerWith(() => HttpResponse.json({ type: 'urn:pathochain:problem:chain-unavailable' }, { status: 503 }))
  await expect(send('/api/chain')).rejects.toBeInstanceOf(ApiError)
  expect(reachability.get()).toBe(true)

  answerWith(() => new HttpResponse('Bad gateway', { status: 502 }))
  await expect(send('/api/chain')).rejects.toBeInstanceOf(ApiError)
  expect(reachability.get()).toBe(false)
})

it('passes an abort on as such', async () => {
  answerWith(() => HttpResponse.json({}))

  await expect(send('/api/chain', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  expect(reachability.get()).toBe(true)
})
