import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { account } from '../../testing/fixtures'
import { rpcError, scriptedWallet } from '../../testing/scripted-wallet'
import { server } from '../../testing/server'
import { personalSign } from '../../testing/signer'
import { signMessage, UserRejectedError, walletsOf } from '.'

const rpcUrl = 'http://127.0.0.1:8545'
const signature = `0x${'12'.repeat(65)}`

const sign = (wallet = scriptedWallet().wallet) => signMessage({ wallet, account, chainId: 1 }, 'Grüße')

it('has the account sign the text as UTF-8, on whatever chain the wallet is', async () => {
  const given: unknown[] = []
  const { wallet, asked } = scriptedWallet({ chainId: 1, personal_sign: (params) => (given.push(params), signature) })

  await expect(sign(wallet)).resolves.toBe(signature)
  expect(given).toEqual([['0x4772c3bcc39f65', account]])
  expect(asked).toEqual(['personal_sign'])
})

it('has the node of a devnet sign where that is the wallet', async () => {
  server.use(
    http.post(rpcUrl, async ({ request }) => {
      const { id, method, params } = (await request.json()) as { id: number; method: string; params: unknown }
      const result = method === 'personal_sign' ? await personalSign(params) : null
      return HttpResponse.json({ jsonrpc: '2.0', id, result })
    }),
  )
  const [devnet] = walletsOf([], rpcUrl)

  await expect(sign(devnet)).resolves.toMatch(/^0x[0-9a-f]{130}$/)
})

it('says that the user declined', () => {
  const { wallet } = scriptedWallet({
    personal_sign: () => {
      throw rpcError(4001, 'User rejected the request')
    },
  })

  return expect(sign(wallet)).rejects.toBeInstanceOf(UserRejectedError)
})
