import { expect, it } from 'vitest'

import { account, anImage, transactionHash } from '../../testing/fixtures'
import { rpcError, scriptedWallet } from '../../testing/scripted-wallet'
import { ChainNotInWalletError, NonceError, registryChain, sendCall, UserRejectedError, WrongChainError } from '.'

const { registrationCall: call } = anImage()
const chain = registryChain(31337, 'http://127.0.0.1:8545')

const sign = ({ wallet }: ReturnType<typeof scriptedWallet>, on = chain) =>
  sendCall({ wallet, account, chainId: 1 }, call, on)

it('sends the call to the registry from the connected account', async () => {
  const sent: unknown[] = []
  const scripted = scriptedWallet({ eth_sendTransaction: (params) => (sent.push(params), transactionHash) })

  await expect(sign(scripted)).resolves.toBe(transactionHash)
  expect(sent).toEqual([[{ from: account, to: call.to, data: call.data }]])
  expect(scripted.asked).not.toContain('wallet_switchEthereumChain')
})

it('switches a wallet that is on another chain', async () => {
  const scripted = scriptedWallet({ chainId: 1 })

  await expect(sign(scripted)).resolves.toBe(transactionHash)
  expect(scripted.asked).toContain('wallet_switchEthereumChain')
  expect(scripted.asked).not.toContain('wallet_addEthereumChain')
})

it('has a wallet add a chain that it does not know', async () => {
  const added: unknown[] = []
  const scripted = scriptedWallet({
    chainId: 1,
    wallet_switchEthereumChain: (params) => {
      if (added.length === 0) throw rpcError(4902, 'Unrecognized chain ID')
      return scripted.willing.wallet_switchEthereumChain(params)
    },
    wallet_addEthereumChain: (params) => (added.push(params), null),
  })

  await expect(sign(scripted)).resolves.toBe(transactionHash)
  expect(added).toMatchObject([[{ chainId: '0x7a69', rpcUrls: ['http://127.0.0.1:8545'] }]])
})

it('asks for the chain to be added by hand where the server names no node', async () => {
  const refuse = () => {
    throw rpcError(4902, 'Unrecognized chain ID')
  }

  await expect(
    sign(scriptedWallet({ chainId: 1, wallet_switchEthereumChain: refuse }), registryChain(31337, null)),
  ).rejects.toThrow(new ChainNotInWalletError(31337))
})

it('sends nothing from a wallet that stays on another chain', async () => {
  const scripted = scriptedWallet({ chainId: 1, wallet_switchEthereumChain: () => null })

  await expect(sign(scripted)).rejects.toBeInstanceOf(WrongChainError)
  expect(scripted.asked).not.toContain('eth_sendTransaction')
})

it.each([
  [4001, 'User rejected the request'],
  [-32002, 'Request already pending'],
  [-32603, 'Internal error'],
])('asks for a signature once when the wallet answers %i', async (code, message) => {
  const scripted = scriptedWallet({
    eth_sendTransaction: () => {
      throw rpcError(code, message)
    },
  })

  await expect(sign(scripted)).rejects.toThrow()
  expect(scripted.asked.filter((method) => method === 'eth_sendTransaction')).toHaveLength(1)
})

it.each([
  [4001, 'User rejected the request', UserRejectedError],
  [-32000, 'Nonce too high. Expected nonce to be 0 but got 7.', NonceError],
])('throws what the wallet means by %i, %s', async (code, message, meaning) => {
  const scripted = scriptedWallet({
    eth_sendTransaction: () => {
      throw rpcError(code, message)
    },
  })

  await expect(sign(scripted)).rejects.toBeInstanceOf(meaning)
})
