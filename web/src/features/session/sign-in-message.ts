type SignIn = {
  account: string
  chainId: number
  nonce: string
  issuedAt: Date
  /** The page that is signed in to. */
  page: Pick<Location, 'host' | 'origin'>
}

/**
 * What a wallet signs to sign in (ERC-4361). Not by viem's `createSiweMessage`, which refuses hosts of one word, such as
 * a machine's name in its own network, and `[::1]`.
 */
export const signInMessage = ({ account, chainId, nonce, issuedAt, page }: SignIn): string =>
  `${page.host} wants you to sign in with your Ethereum account:
${account}

Sign in to PathoChain. This sends no transaction and costs nothing.

URI: ${page.origin}
Version: 1
Chain ID: ${chainId}
Nonce: ${nonce}
Issued At: ${issuedAt.toISOString()}`
