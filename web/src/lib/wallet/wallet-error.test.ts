import { createClient, custom } from 'viem'
import { expect, it } from 'vitest'

import { rpcError } from '../../testing/scripted-wallet'
import {
  ChainDisconnectedError,
  DisconnectedError,
  RequestPendingError,
  UnauthorizedError,
  UnknownChainError,
  UnspecifiedWalletError,
  UnsupportedMethodError,
  UserRejectedError,
  walletError,
} from './wallet-error'

/** What the module makes of what a provider throws. */
const meaningOf = async (error: Error) => {
  const request = () => Promise.reject(error)
  return walletError(
    await createClient({ transport: custom({ request }, { retryCount: 0 }) })
      .request({ method: 'eth_chainId' })
      .catch((caught: unknown) => caught),
  )
}

it.each([
  [4001, UserRejectedError, /You declined/],
  [4100, UnauthorizedError, /does not let this page use that account/],
  [4200, UnsupportedMethodError, /does not support/],
  [4900, DisconnectedError, /not connected to any network/],
  [4901, ChainDisconnectedError, /not connected to this chain/],
  [4902, UnknownChainError, /does not know this chain/],
  [-32002, RequestPendingError, /already open in your wallet/],
])('gives %i a class and a plain sentence', async (code, meaning, sentence) => {
  const error = await meaningOf(rpcError(code, 'in the words of a programmer'))

  expect(error).toBeInstanceOf(meaning)
  expect(error.message).toMatch(sentence)
})

it.each([
  ['the origin of an internal error', rpcError(-32603, 'internal', { originalError: { code: 4902 } })],
  ['the data of an internal error', rpcError(-32603, 'internal', { code: 4902 })],
  ['the words of an internal error', rpcError(-32603, 'Unrecognized chain ID "0x7a69".')],
])('finds an unknown chain in %s', async (_, error) => expect(await meaningOf(error)).toBeInstanceOf(UnknownChainError))

it('finds a pending request in the origin of an internal error', async () =>
  expect(await meaningOf(rpcError(-32603, 'internal', { originalError: { code: -32002 } }))).toBeInstanceOf(
    RequestPendingError,
  ))

it('passes on what the wallet says of an unknown error, which proves nothing about what it sent', async () => {
  const error = await meaningOf(rpcError(-32000, 'insufficient funds for gas'))

  expect(error).toBeInstanceOf(UnspecifiedWalletError)
  expect(error).toMatchObject({ message: 'The wallet refused: insufficient funds for gas', mayHaveSent: true })
})

it('has a sentence for an error without a reason', () =>
  expect(walletError(undefined).message).toBe('The wallet failed without giving a reason.'))

it('leaves what it made before as it is', () => {
  const error = new UserRejectedError()

  expect(walletError(error)).toBe(error)
})
