export type ImagePhase =
  'stored' | 'awaitingSignature' | 'submitted' | 'confirming' | 'registered' | 'classifying' | 'classified' | 'failed'

/** An image as the API shows it at one version of its state. Times are ISO 8601, UTC. */
export type Image = {
  cid: string
  version: number
  phase: ImagePhase
  /** SHA-256 of the encrypted envelope, as 0x hex. */
  digest: string
  width: number
  height: number
  sourceFormat: 'png' | 'jpeg' | 'tiff'
  envelopeBytes: number
  storedAt: string
  transactionHash: string | null
  registrationCall: RegistrationCall
  registration: Registration | null
  result: EnsembleResult | null
  failure: Failure | null
  /** Every transition so far, oldest first. */
  history: HistoryEntry[]
}

/** The contract call that a wallet signs to register an image. */
export type RegistrationCall = { chainId: number; to: string; data: string; digest: string }

export type Registration = {
  chainId: number
  contract: string
  registrant: string
  transactionHash: string
  blockNumber: number
  blockHash: string
  gasUsed: number
  /** Blocks on top of the event's block, counted up to `required`. */
  confirmations: number
  required: number
}

/** Probabilities are of the positive class, 0 to 1. */
export type EnsembleResult = { probability: number; label: string; classifiedAt: string; votes: ModelVote[] }

export type ModelVote = {
  model: string
  modelSha256: string
  probability: number
  logit: number
  label: string
  warnings: string[]
  milliseconds: number
}

/** `retryAt` is null once the attempts are used up and only a person's retry helps. */
export type Failure = { reason: string; attempts: number; retryAt: string | null }

export type HistoryEntry = { at: string; event: string; phase: ImagePhase; actor: string }

export type ImagePage = { items: Image[]; nextPage: number | null }

export type Model = {
  name: string
  sha256: string
  task: string
  negativeLabel: string
  positiveLabel: string
  inputWidth: number
  inputHeight: number
  card: ModelCard
}

/** The part of a model's card that the page shows; a card holds more. */
export type ModelCard = {
  version?: string
  threshold?: number
  metrics?: Record<string, unknown>
  trainedAt?: string
  license?: string
}

export type ChainStatus = {
  chainId: number
  contract: string
  cursor: number
  head: number
  problem: string | null
  resetAt: string | null
  confirmations: number
  developmentRpcUrl: string | null
}
