import { BaseError, ChainMismatchError, NonceTooHighError, NonceTooLowError } from 'viem'

/** Why a wallet did not do what it was asked. The message is one plain sentence or two for the person at the page. */
export abstract class WalletError extends Error {
  /** Whether the wallet may have sent the transaction all the same. */
  readonly mayHaveSent: boolean = false

  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = new.target.name
  }
}

/** 4001 of EIP-1193. */
export class UserRejectedError extends WalletError {
  constructor(cause?: unknown) {
    super('You declined the request in the wallet. Nothing was sent; you can try again.', cause)
  }
}

/** 4100 of EIP-1193. */
export class UnauthorizedError extends WalletError {
  constructor(cause?: unknown) {
    super(
      'The wallet does not let this page use that account. Connect the account in the wallet, then try again.',
      cause,
    )
  }
}

/** 4200 of EIP-1193. */
export class UnsupportedMethodError extends WalletError {
  constructor(cause?: unknown) {
    super('This wallet does not support what the page asked for. Use another wallet.', cause)
  }
}

/** 4900 of EIP-1193. */
export class DisconnectedError extends WalletError {
  override readonly mayHaveSent = true

  constructor(cause?: unknown) {
    super('The wallet is not connected to any network. Check its connection, then try again.', cause)
  }
}

/** 4901 of EIP-1193. */
export class ChainDisconnectedError extends WalletError {
  override readonly mayHaveSent = true

  constructor(cause?: unknown) {
    super('The wallet is not connected to this chain. Switch the network in the wallet, then try again.', cause)
  }
}

/** 4902 of EIP-3326: the wallet does not know the chain yet. */
export class UnknownChainError extends WalletError {
  constructor(cause?: unknown) {
    super('The wallet does not know this chain. Add the network in the wallet, then try again.', cause)
  }
}

/** -32002 of EIP-1474: the wallet still waits for an answer to an earlier request, so it must not be asked again. */
export class RequestPendingError extends WalletError {
  constructor(cause?: unknown) {
    super('A request is already open in your wallet. Open the wallet and answer it there.', cause)
  }
}

/** The wallet does not know the chain, and the page has no node to name to it. */
export class ChainNotInWalletError extends WalletError {
  constructor(chainId: number) {
    super(`Your wallet does not know chain ${chainId}. Add that network in the wallet's settings, then try again.`)
  }
}

/** The wallet stayed on another chain although it agreed to switch. */
export class WrongChainError extends WalletError {
  constructor(cause?: unknown) {
    super('The wallet is on another network than the registry. Switch the network, then try again.', cause)
  }
}

/** The wallet remembers transactions of a chain that has since been started anew. */
export class NonceError extends WalletError {
  constructor(cause?: unknown) {
    super(
      'The wallet counts transactions that this chain does not have, as after a restart of a devnet. In MetaMask: Settings, Advanced, Clear activity tab data. Then try again.',
      cause,
    )
  }
}

/** The wallet agreed to connect and named no account. */
export class NoAccountError extends WalletError {
  constructor() {
    super('The wallet gave this page no account. Choose one in the wallet, then try again.')
  }
}

/** An error that no specification gives a meaning to. */
export class UnspecifiedWalletError extends WalletError {
  override readonly mayHaveSent = true
}

const classes = new Map<unknown, new (cause?: unknown) => WalletError>([
  [4001, UserRejectedError],
  [4100, UnauthorizedError],
  [4200, UnsupportedMethodError],
  [4900, DisconnectedError],
  [4901, ChainDisconnectedError],
  [4902, UnknownChainError],
  [-32002, RequestPendingError],
])

const internalErrorCode = -32603

/** What a wallet or viem threw, as the class that says what it means. */
export function walletError(error: unknown): WalletError {
  if (error instanceof WalletError) return error
  for (const cause of causes(error)) {
    const Meaning = meaningOf(cause)
    if (Meaning) return new Meaning(error)
  }
  if (error instanceof BaseError) {
    return new UnspecifiedWalletError(`The wallet refused: ${error.details || error.shortMessage}`, error)
  }
  const message = error instanceof Error ? error.message : 'The wallet failed without giving a reason.'
  return new UnspecifiedWalletError(message, error)
}

/** Runs what asks a wallet; a failure becomes a {@link WalletError}. */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw walletError(error)
  }
}

function meaningOf(error: unknown) {
  if (error instanceof ChainMismatchError) return WrongChainError
  if (error instanceof NonceTooHighError || error instanceof NonceTooLowError) return NonceError
  return classes.get(property(error, 'code')) ?? wrappedMeaningOf(error)
}

/** Some wallets wrap the code of EIP-1193 in an internal error, as its data or in words alone. */
function wrappedMeaningOf(error: unknown) {
  if (property(error, 'code') !== internalErrorCode) return undefined
  const data = property(error, 'data')
  const wrapped = classes.get(property(property(data, 'originalError'), 'code')) ?? classes.get(property(data, 'code'))
  return wrapped ?? (saysUnknownChain(error) ? UnknownChainError : undefined)
}

const saysUnknownChain = (error: unknown) => /unrecognized chain id/i.test(String(property(error, 'message')))

function* causes(error: unknown) {
  for (let cause = error; cause !== undefined && cause !== null; cause = property(cause, 'cause')) yield cause
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** Whether a transaction may be on its way although its wallet answered with this. */
export const mayHaveSent = (error: Error | null): boolean => error instanceof WalletError && error.mayHaveSent
