import type { Address, EIP1193Provider } from 'viem'

/** A wallet that this page may ask for a signature. */
export type Wallet = {
  /** Tells wallets of this visit apart. */
  id: string
  /** Reverse domain name of the maker: how a choice is remembered across visits. */
  rdns: string
  name: string
  /** A data: URI. Shown only through an img element, since an SVG may hold scripts (EIP-6963). */
  icon: string | null
  provider: EIP1193Provider
}

/** A wallet that gave this page an account. */
export type WalletSession = { wallet: Wallet; account: Address; chainId: number }
