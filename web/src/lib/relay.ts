/** What an account signs to have its registration sent by the server's signer (EIP-712). */
export type RegistrationRequest = {
  domain: { name: string; version: string; chainId: number | string; verifyingContract: string }
  types: Record<string, { name: string; type: string }[]>
  primaryType: string
  message: { registrant: string; digest: string; deadline: number | string }
}

/** What became of a registration that was signed to be sent by the server's signer. */
export type RelayedRegistration = {
  phase: 'queued' | 'sending' | 'sent' | 'mined' | 'final' | 'refused'
  transactionHash: string | null
  /** Why it was refused. */
  reason: string | null
}
