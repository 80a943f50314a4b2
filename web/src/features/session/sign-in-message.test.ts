import { expect, it } from 'vitest'

import { account } from '../../testing/fixtures'
import { siweMessage } from '../../testing/signer'
import { signInMessage } from './sign-in-message'

const nonce = '0123456789abcdef'.repeat(2)
const issuedAt = new Date('2026-08-01T10:00:00Z')

const messageFor = (host: string) =>
  signInMessage({ account, chainId: 31337, nonce, issuedAt, page: { host, origin: `http://${host}` } })

it('is word for word what another implementation of ERC-4361 writes', () =>
  expect(messageFor('127.0.0.1:5080')).toBe(
    siweMessage({
      address: account,
      chainId: 31337,
      nonce,
      issuedAt,
      domain: '127.0.0.1:5080',
      uri: 'http://127.0.0.1:5080',
      version: '1',
      statement: 'Sign in to PathoChain. This sends no transaction and costs nothing.',
    }),
  ))

it.each(['[::1]:5080', 'pathology-pc:5080', 'localhost'])('is the same from a page of any other host: %s', (host) =>
  expect(messageFor(host)).toBe(messageFor('127.0.0.1:5080').replaceAll('127.0.0.1:5080', host)),
)
