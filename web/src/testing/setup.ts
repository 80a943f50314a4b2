import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'

import { reachability } from '../lib/reachability'
import { server } from './server'

// Generous, so that a busy machine makes tests slow and not red.
configure({ asyncUtilTimeout: 10_000 })

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))

afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
  window.location.hash = ''
  reachability.report(true)
})

afterAll(() => server.close())
