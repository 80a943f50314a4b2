import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'

import { registryChain } from '../../../lib/wallet'
import { account } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { announceWallet, rpcError, scriptedWallet } from '../../../testing/scripted-wallet'
import { server } from '../../../testing/server'
import { useWalletSession } from '../use-wallet-session'
import { useWallets } from '../use-wallets'
import { WalletPanel } from './wallet-panel'

const rpcUrl = 'http://127.0.0.1:8545'

function Panel({ developmentRpcUrl }: { developmentRpcUrl: string | null }) {
  const wallets = useWallets(developmentRpcUrl)
  const session = useWalletSession(wallets)
  return <WalletPanel {...session} wallets={wallets} chain={registryChain(31337, developmentRpcUrl)} />
}

const show = (developmentRpcUrl: string | null = null) =>
  renderWithQueries(<Panel developmentRpcUrl={developmentRpcUrl} />)

const connect = (name: string) => userEvent.click(screen.getByRole('button', { name: `Connect ${name}` }))

it('says what to do where there is no wallet', () => {
  show()

  expect(screen.getByText(/No wallet was found/)).toBeVisible()
})

it('falls back to window.ethereum where no wallet announces itself', async () => {
  vi.stubGlobal('ethereum', scriptedWallet().wallet.provider)
  show()

  await connect('Browser wallet')
  expect(await screen.findByTitle(account)).toBeVisible()
})

it('offers the devnet wallet where the server names a node, and uses the accounts of that node', async () => {
  const asked: unknown[] = []
  server.use(
    http.post(rpcUrl, async ({ request }) => {
      const { id, method } = (await request.json()) as { id: number; method: string }
      asked.push(method)
      return HttpResponse.json({ jsonrpc: '2.0', id, result: method === 'eth_accounts' ? [account] : '0x7a69' })
    }),
  )
  show(rpcUrl)

  await connect('Devnet wallet (development only)')
  expect(await screen.findByTitle(account)).toBeVisible()
  expect(asked).toEqual(['eth_accounts', 'eth_chainId'])
})

it('asks a wallet once, however often its button is pressed, which keeps the focus meanwhile', async () => {
  const { wallet, asked } = scriptedWallet({ eth_requestAccounts: () => new Promise(() => undefined) })
  vi.stubGlobal('ethereum', wallet.provider)
  show()

  await connect('Browser wallet')
  await userEvent.keyboard('{Enter}')
  const button = screen.getByRole('button', { name: 'Connect Browser wallet' })
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(asked).toEqual(['eth_requestAccounts'])
})

it('says plainly why a wallet was not connected', async () => {
  const refuse = () => {
    throw rpcError(-32002, 'Request of type wallet_requestPermissions already pending')
  }
  vi.stubGlobal('ethereum', scriptedWallet({ eth_requestAccounts: refuse }).wallet.provider)
  show()

  await connect('Browser wallet')
  expect(await screen.findByRole('alert')).toHaveTextContent('A request is already open in your wallet.')
})

it('says that a wallet gave no account', async () => {
  vi.stubGlobal('ethereum', scriptedWallet({ eth_requestAccounts: () => [] }).wallet.provider)
  show()

  await connect('Browser wallet')
  expect(await screen.findByRole('alert')).toHaveTextContent('The wallet gave this page no account.')
})

it('switches a wallet on another network, and follows what its user does in it', async () => {
  const { wallet, emit } = scriptedWallet({ chainId: 1 })
  vi.stubGlobal('ethereum', wallet.provider)
  show()
  await connect('Browser wallet')

  expect(await screen.findByRole('alert')).toHaveTextContent('The wallet is on chain 1')
  await userEvent.click(screen.getByRole('button', { name: 'Switch to PathoChain devnet' }))
  expect(screen.queryByText('The wallet is on chain 1')).toBeNull()

  act(() => emit('accountsChanged', []))
  expect(screen.getByRole('button', { name: 'Connect Browser wallet' })).toBeVisible()
})

it('takes a wallet up again on the next visit, without asking', async () => {
  const { wallet, asked } = scriptedWallet()
  vi.stubGlobal('ethereum', wallet.provider)
  const { unmount } = show()
  await connect('Browser wallet')
  await screen.findByTitle(account)
  unmount()

  show()
  expect(await screen.findByTitle(account)).toBeVisible()
  expect(asked.filter((method) => method === 'eth_requestAccounts')).toHaveLength(1)
})

// Last, since a wallet once announced stays for as long as the page.
it('prefers wallets that announce themselves, also late', () => {
  vi.stubGlobal('ethereum', scriptedWallet().wallet.provider)
  show()
  act(() => announceWallet({ ...scriptedWallet().wallet, name: 'Example' }))

  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Connect Example'])
})
