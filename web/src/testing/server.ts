import { setupServer } from 'msw/node'

/** Answers requests on the network, below fetch and XMLHttpRequest; each test says what it serves. */
export const server = setupServer()
