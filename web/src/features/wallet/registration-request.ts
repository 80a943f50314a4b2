import type { RegistrationRequest } from '../../lib/relay'
import type { RegistrationCall } from '../../lib/types'
import type { Address, TypedData } from '../../lib/wallet'

/** The server asked for a signature of something else than this registration. */
export class UnexpectedRequestError extends Error {
  constructor(what: string) {
    super(`The server asked to sign something else than this registration (${what}). Nothing was signed.`)
    this.name = 'UnexpectedRequestError'
  }
}

/** A signature that is good for longer lies about on the server for no purpose. */
const longestSeconds = 24 * 60 * 60

const name = 'PathoChain ImageRegistry'
const version = '1'
const types = {
  Registration: [
    { name: 'registrant', type: 'address' },
    { name: 'digest', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
  ],
}

/**
 * The typed data that registers one image for one account, with the server's deadline and nothing else of the server's.
 * @throws UnexpectedRequestError if what the server asks to sign is not exactly that.
 */
export function registrationTypedData(
  request: RegistrationRequest,
  { chainId, to, digest }: RegistrationCall,
  registrant: Address,
  now: Date,
): TypedData & { message: { deadline: bigint } } {
  const { domain, message } = request
  const expected: [what: string, asExpected: boolean][] = [
    ['another primary type', request.primaryType === 'Registration'],
    ['other fields', JSON.stringify(request.types.Registration) === JSON.stringify(types.Registration)],
    ['another domain', domain.name === name && domain.version === version],
    [`chain ${domain.chainId}`, Number(domain.chainId) === chainId],
    [`contract ${domain.verifyingContract}`, same(domain.verifyingContract, to)],
    [`registrant ${message.registrant}`, same(message.registrant, registrant)],
    [`digest ${message.digest}`, same(message.digest, digest)],
    ['a deadline too far away', secondsFrom(now, message.deadline) <= longestSeconds],
  ]
  const unexpected = expected.find(([, asExpected]) => !asExpected)
  if (unexpected) throw new UnexpectedRequestError(unexpected[0])

  return {
    domain: { name, version, chainId, verifyingContract: to as Address },
    types,
    primaryType: 'Registration',
    message: { registrant, digest, deadline: BigInt(message.deadline) },
  }
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** NaN, and so never short enough, for what is no whole number. */
const secondsFrom = (now: Date, deadline: number | string) =>
  Number.isSafeInteger(Number(deadline)) ? Number(deadline) - now.getTime() / 1000 : NaN
