import { http, HttpResponse, type HttpResponseResolver } from 'msw'

import type { Session } from '../lib/session'
import { aChain, aModel, anAttestation, anImage, aSession } from './fixtures'
import { server } from './server'

/** A refusal as the API gives it. */
export const problem = (status: number, code: string, detail: string) =>
  HttpResponse.json({ type: `urn:pathochain:problem:${code}`, title: code, detail }, { status })

const inEightHours = () => new Date(Date.now() + 8 * 3_600_000).toISOString()

/**
 * An API that lets in whoever signs in, by sessions that say when they end, with one image; `asked` tells what it was
 * asked for.
 */
export function guardedApi(until = inEightHours(), { mayChange = true, maySignOff = false } = {}) {
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
      const signIn = (await request.json()) as (typeof signIns)[number]
      signIns.push(signIn)
      return become({ account: signIn.message.split('\n')[1] ?? null, mayChange, maySignOff, until })
    }),
    http.delete('/api/session', () => {
      become({ account: null, mayChange: false, maySignOff: false, until: null })
      return new HttpResponse(null, { status: 204 })
    }),
    ...Object.entries(answers).map(([path, answer]) => http.get(path, guarded(answer))),
    http.post(
      '/api/images',
      guarded(() => HttpResponse.json(anImage(), { status: 202 })),
    ),
  )
  return {
    asked,
    signIns,
    endSession: () => void become({ account: null, mayChange: false, maySignOff: false, until: null }),
    /** Has another tab sign an account in. */
    signIn: (account: string) => void become({ account, mayChange, maySignOff, until }),
  }
}

const answers: Record<string, HttpResponseResolver> = {
  '/api/models': () => HttpResponse.json({ items: [aModel()], withdrawn: [] }),
  '/api/images': () => HttpResponse.json({ items: [anImage()], nextPage: null }),
  '/api/images/:cid/attestation': () => HttpResponse.json(anAttestation()),
  '/api/images/:cid': async ({ request }) => {
    if (request.headers.has('If-None-Match')) await new Promise((wait) => setTimeout(wait, 100))
    return HttpResponse.json(anImage(), { headers: { ETag: '"1"' } })
  },
}

const path = ({ url }: Request) => new URL(url).pathname
