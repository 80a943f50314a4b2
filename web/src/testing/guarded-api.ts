import { http, HttpResponse, type HttpResponseResolver } from 'msw'

import type { Session } from '../lib/session'
import { account, aChain, aModel, anImage, aSession } from './fixtures'
import { server } from './server'

/** A refusal as the API gives it. */
export const problem = (status: number, code: string, detail: string) =>
  HttpResponse.json({ type: `urn:pathochain:problem:${code}`, title: code, detail }, { status })

/** An API that lets {@link account} in and nobody else, with one image; `asked` tells what it was asked for. */
export function guardedApi() {
  let session = aSession({ required: true })
  const asked: string[] = []
  const signIns: { message: string; signature: `0x${string}` }[] = []

  const become = (parts: Partial<Session>) => HttpResponse.json((session = { ...session, ...parts }))
  const guarded =
    (answer: HttpResponseResolver): HttpResponseResolver =>
    (request) =>
      session.account === null ? problem(401, 'sign-in-required', 'Nobody is signed in.') : answer(request)

  server.events.on('request:start', ({ request }) => void asked.push(`${request.method} ${path(request)}`))
  server.use(
    http.get('/api/chain', () => HttpResponse.json(aChain())),
    http.get('/api/session', () => HttpResponse.json(session)),
    http.post('/api/session/nonce', () => HttpResponse.json({ nonce: '0123456789abcdef'.repeat(2) })),
    http.post('/api/session', async ({ request }) => {
      signIns.push((await request.json()) as (typeof signIns)[number])
      return become({ account, until: '2026-08-01T18:00:00Z' })
    }),
    http.delete('/api/session', () => {
      become({ account: null, until: null })
      return new HttpResponse(null, { status: 204 })
    }),
    ...Object.entries(answers).map(([path, answer]) => http.get(path, guarded(answer))),
    http.post(
      '/api/images',
      guarded(() => HttpResponse.json(anImage(), { status: 202 })),
    ),
  )
  return { asked, signIns, endSession: () => void become({ account: null, until: null }) }
}

const answers: Record<string, HttpResponseResolver> = {
  '/api/models': () => HttpResponse.json({ items: [aModel()], withdrawn: [] }),
  '/api/images': () => HttpResponse.json({ items: [anImage()], nextPage: null }),
  '/api/images/:cid': async ({ request }) => {
    if (request.headers.has('If-None-Match')) await new Promise((wait) => setTimeout(wait, 100))
    return HttpResponse.json(anImage(), { headers: { ETag: '"1"' } })
  },
}

const path = ({ url }: Request) => new URL(url).pathname
