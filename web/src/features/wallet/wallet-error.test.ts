import { createClient, custom } from 'viem'
import { describe, expect, it } from 'vitest'

import { rpcError } from './testing/scripted-wallet'
import { walletErrorCode, walletErrorMessage } from './wallet-error'

/** What a caller gets when the provider throws. */
const thrownBy = (error: Error): Promise<unknown> => {
  const request = () => Promise.reject(error)
  return createClient({ transport: custom({ request }, { retryCount: 0 }) })
    .request({ method: 'eth_chainId' })
    .catch((caught: unknown) => caught)
}

describe('walletErrorMessage', () => {
  it.each([
    [4001, /You declined/],
    [4100, /does not let this page use that account/],
    [4200, /does not support/],
    [4900, /not connected to any network/],
    [4901, /not connected to this chain/],
    [4902, /does not know this chain/],
    [-32002, /already open in your wallet/],
  ])('says %i plainly', async (code, sentence) =>
    expect(walletErrorMessage(await thrownBy(rpcError(code, 'in the words of a programmer')))).toMatch(sentence),
  )

  it('passes on what the wallet says of an unknown error', async () =>
    expect(walletErrorMessage(await thrownBy(rpcError(-32000, 'insufficient funds for gas')))).toBe(
      'The wallet refused: insufficient funds for gas',
    ))

  it('has a sentence for an error without a reason', () =>
    expect(walletErrorMessage(undefined)).toBe('The wallet failed without giving a reason.'))
})

describe('walletErrorCode', () => {
  it('finds a code that a wallet wraps in an internal error', async () =>
    expect(walletErrorCode(await thrownBy(rpcError(-32603, 'internal', { originalError: { code: 4902 } })))).toBe(4902))

  it('gives null where there is none', () => expect(walletErrorCode(new Error('no code'))).toBeNull())
})
