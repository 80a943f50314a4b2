/**
 * All that the page does with wallets: find them, connect, bring them to a chain, have them send and sign. Whatever
 * fails throws a {@link WalletError} whose message is fit for a person. The rest of the page imports this file only.
 */
export { connectWallet, resumeWallet, watchWallet } from './connect'
export { announcedWallets, subscribeToWallets, walletsOf, type AnnouncedWallet } from './discovery'
export { ensureChain } from './network'
export { registryChain } from './registry-chain'
export { sendCall, signMessage, signTypedData, type TypedData } from './send'
export type { Provider, Wallet, WalletSession } from './wallet'
export {
  ChainDisconnectedError,
  ChainNotInWalletError,
  DisconnectedError,
  mayHaveSent,
  NonceError,
  NoAccountError,
  RequestPendingError,
  UnauthorizedError,
  UnknownChainError,
  UnspecifiedWalletError,
  UnsupportedMethodError,
  UserRejectedError,
  WalletError,
  WrongChainError,
} from './wallet-error'
export type { Address, Chain, Hash } from 'viem'
