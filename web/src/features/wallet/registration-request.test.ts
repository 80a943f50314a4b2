import { expect, it } from 'vitest'

import type { RegistrationRequest } from '../../lib/relay'
import { account, anImage, aRegistrationRequest } from '../../testing/fixtures'
import { registrationTypedData, UnexpectedRequestError } from './registration-request'

const { registrationCall } = anImage()
const now = new Date('2026-08-01T10:00:00Z')
const inTenMinutes = now.getTime() / 1000 + 600

const request = aRegistrationRequest()
const { domain, message, types } = request
const good: RegistrationRequest = { ...request, message: { ...message, deadline: inTenMinutes } }
const check = (asked: RegistrationRequest) => registrationTypedData(asked, registrationCall, account, now)

it('is what the registry hashes, with the deadline as a number or as digits', () => {
  const deadline = BigInt(inTenMinutes)

  expect(check(good)).toEqual({
    primaryType: 'Registration',
    domain,
    types,
    message: { registrant: account, digest: registrationCall.digest, deadline },
  })
  expect(check({ ...good, message: { ...good.message, deadline: String(inTenMinutes) } }).message).toMatchObject({
    deadline,
  })
})

it('takes addresses in any case', () =>
  expect(() => check({ ...good, message: { ...good.message, registrant: account.toLowerCase() } })).not.toThrow())

it.each<[string, RegistrationRequest]>([
  ['another primary type', { ...good, primaryType: 'Permit' }],
  ['other fields', { ...good, types: { Registration: [{ name: 'registrant', type: 'address' }] } }],
  ['another domain', { ...good, domain: { ...domain, name: 'Another token' } }],
  ['chain 1', { ...good, domain: { ...domain, chainId: 1 } }],
  ['contract 0x', { ...good, domain: { ...domain, verifyingContract: `0x${'ab'.repeat(20)}` } }],
  ['registrant 0x', { ...good, message: { ...good.message, registrant: `0x${'ab'.repeat(20)}` } }],
  ['digest 0x', { ...good, message: { ...good.message, digest: `0x${'ab'.repeat(32)}` } }],
  ['a deadline too far away', { ...good, message: { ...good.message, deadline: inTenMinutes + 86_400 } }],
  ['a deadline too far away', { ...good, message: { ...good.message, deadline: 'for ever' } }],
])('refuses %s', (what, asked) => {
  expect(() => check(asked)).toThrow(UnexpectedRequestError)
  expect(() => check(asked)).toThrow(what)
})
