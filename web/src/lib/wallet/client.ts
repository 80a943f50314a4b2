import { createClient, custom, type Client } from 'viem'

import type { Wallet } from './wallet'

/** Asks each thing once: a wallet that shows a prompt must never be asked again behind it. */
export const walletClient = ({ provider }: Wallet): Client =>
  createClient({ transport: custom(provider, { retryCount: 0 }) })
