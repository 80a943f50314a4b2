import type { Address, EIP1193Events, EIP1193Provider } from 'viem'

/** What the page asks of a provider; one without events is served too, and not followed. */
export type Provider = Pick<EIP1193Provider, 'request'> & Partial<EIP1193Events>

/** A wallet that this page may ask for a signature. */
export type Wallet = {
  /** Tells wallets of this visit apart. */
  id: string
  /** Reverse domain name of the maker: how a choice is remembered across visits. */
  rdns: string
  name: string
  /** A data: URI. Shown only through an img element, since an SVG may hold scripts (EIP-6963). */
  icon: string | null
  provider: Provider
}

/** A wallet that gave this page an account. */
export type WalletSession = { wallet: Wallet; account: Address; chainId: number }
