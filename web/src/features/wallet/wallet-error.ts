import { BaseError, ChainMismatchError } from 'viem'

/** The wallet does not know the chain, and the page has no node to name to it. */
export class ChainNotInWalletError extends Error {
  constructor(chainId: number) {
    super(`Your wallet does not know chain ${chainId}. Add that network in the wallet's settings, then try again.`)
    this.name = 'ChainNotInWalletError'
  }
}

/** Codes of EIP-1193, EIP-3085 and EIP-1474, in the words of a person at the page. */
const sentences = new Map([
  [4001, 'You declined the request in the wallet. Nothing was sent; you can try again.'],
  [4100, 'The wallet does not let this page use that account. Connect the account in the wallet, then try again.'],
  [4200, 'This wallet does not support what the page asked for. Use another wallet.'],
  [4900, 'The wallet is not connected to any network. Check its connection, then try again.'],
  [4901, 'The wallet is not connected to this chain. Switch the network in the wallet, then try again.'],
  [4902, 'The wallet does not know this chain. Add the network in the wallet, then try again.'],
  [-32002, 'A request is already open in your wallet. Open the wallet and answer it there.'],
])

export const unknownChainCode = 4902

/** What went wrong in the wallet, as one plain sentence or two. */
export function walletErrorMessage(error: unknown): string {
  const code = walletErrorCode(error)
  const sentence = code === null ? undefined : sentences.get(code)
  if (sentence) return sentence
  if (find(error, (cause) => cause instanceof ChainMismatchError)) {
    return 'The wallet is on another network than the registry. Switch the network, then try again.'
  }
  if (error instanceof BaseError) return `The wallet refused: ${error.details || error.shortMessage}`
  return error instanceof Error ? error.message : 'The wallet failed without giving a reason.'
}

/** The known code within an error, also where a wallet wraps it as the origin of an internal error. */
export function walletErrorCode(error: unknown): number | null {
  let code: number | null = null
  find(error, (cause) => {
    code = [codeOf(cause), codeOf(originOf(cause))].find((found) => found !== null && sentences.has(found)) ?? null
    return code !== null
  })
  return code
}

function find(error: unknown, matches: (cause: unknown) => boolean): boolean {
  for (let cause = error; cause !== undefined && cause !== null; cause = property(cause, 'cause')) {
    if (matches(cause)) return true
  }
  return false
}

const originOf = (error: unknown) => property(property(error, 'data'), 'originalError')

function codeOf(error: unknown): number | null {
  const code = property(error, 'code')
  return typeof code === 'number' ? code : null
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
