import type { ContentCopy } from './content-copy'
import type { Review } from './review'

export type ImagePhase =
  | 'stored'
  | 'awaitingSignature'
  | 'submitted'
  | 'confirming'
  | 'registered'
  | 'classifying'
  | 'classified'
  | 'reviewed'
  | 'erased'
  | 'failed'
  | 'reverted'
  | 'replaced'
  | 'dropped'
  | 'reorged'
  | 'misdirected'
  | 'unattributed'

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
  /** Whether it was uploaded as urgent. */
  priority: 'routine' | 'stat'
  envelopeBytes: number
  storedAt: string
  transactionHash: string | null
  /** What went wrong with the announced transaction; gone once another is announced or the chain shows the event. */
  transactionProblem: TransactionProblem | null
  registrationCall: RegistrationCall
  registration: Registration | null
  anchor: Anchor | null
  /** Copies of the encrypted image at pinning services; of an erased one those that could not be removed yet. */
  copies: ContentCopy[]
  /** Images with exactly the same pixels that were uploaded before, oldest first. */
  samePixelsAs: string[]
  result: EnsembleResult | null
  /** Whether the models of the result, or how they vote together, are others now, so that it can be classified anew. */
  outdated: boolean
  /** Results in whose place others came, oldest first. */
  earlierResults: EnsembleResult[]
  /** Who signed the result, or an earlier one, off, oldest first. */
  reviews: Review[]
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
  blockTime: string
  gasUsed: number
  /** Blocks on top of the event's block, counted up to `required`. */
  confirmations: number
  required: number
  /** By the node's block tags; unsafe where it has none. */
  finality: Finality
  /** Whether the registrant spoke for the site in that block. */
  standing: Standing
  /** The account that sent the transaction and paid for it: another one than the registrant where it was relayed. */
  sender: string | null
}

export type Finality = 'unsafe' | 'safe' | 'finalized'

export type Standing = 'notChecked' | 'speaks' | 'doesNotSpeak'

export type TransactionProblem = {
  kind: 'reverted' | 'replaced' | 'cancelled' | 'dropped' | 'wrongRegistry'
  transactionHash: string
  reason: string
  /** The transaction that took its nonce, where it is known. */
  replacedBy: string | null
}

/** A Merkle root on chain whose tree holds the image's digest, and the proof that it does. */
export type Anchor = {
  chainId: number
  contract: string
  anchorer: string
  root: string
  leafCount: number
  proof: string[]
  transactionHash: string
  blockNumber: number
  blockHash: string
  blockTime: string
}

/** Probabilities are of the positive class, 0 to 1. */
export type EnsembleResult = {
  probability: number
  /** Null if no call is made. */
  label: string | null
  classifiedAt: string
  votes: ModelVote[]
  /** Whether the probability lies in `band`, so that no call is made. */
  uncertain: boolean
  /** Whether the models, each at its own threshold, do not all call the same class. */
  disagreement: boolean
  /** Null in results from before there were any. */
  warnings: string[] | null
  /** Probabilities from `low` up to `high` are too close to the threshold for a call; null where the ensemble has no card. */
  band: { low: number; high: number } | null
  /** Of the card that says how the models vote together. */
  ensembleSha256: string | null
  /** What attestations and reviews name it by. */
  digest: string
  modelsDigest: string
}

export type ModelVote = {
  model: string
  modelSha256: string
  probability: number
  logit: number
  label: string
  warnings: string[]
  milliseconds: number
  /** Of the model's card; null in votes from before it was kept. */
  cardSha256: string | null
}

/**
 * `retryAt` is null once the attempts are used up and only a person's retry helps. `timesBusy` is above 0 where the
 * models were only too busy to try, or are being exchanged, which uses up no attempt.
 */
export type Failure = { reason: string; attempts: number; retryAt: string | null; timesBusy: number }

export type HistoryEntry = { at: string; event: string; phase: ImagePhase; actor: string }

/** With `votedBy` or `awaitingReview` it may hold no image and not be the last. */
export type ImagePage = { items: Image[]; nextPage: number | null }

/** `withdrawn` has the SHA-256 of the models that may not vote any more. */
export type ModelList = { items: Model[]; withdrawn: string[] }

export type Model = {
  name: string
  sha256: string
  task: string
  negativeLabel: string
  positiveLabel: string
  inputWidth: number
  inputHeight: number
  card: ModelCard
  figures: Figures | null
  /** Paths of the plots of its report. */
  plots: string[]
  /** The new version on trial that is to follow it, or null. */
  candidate: Candidate | null
}

/** What a report says of the very file that is served; it holds what the card does, and more. */
export type Figures = {
  /** Mean over patients of the share of their patches that is called right, 0 to 1. */
  patientScore?: number
  /** Expected calibration error, 0 to 1. */
  ece?: number
  /** Of 95 % over patients, by figure. */
  intervals?: Record<string, [low: number, high: number]>
  /** How it compares with what is published, in words. */
  standing?: string
}

/** How the models vote together. */
export type Ensemble = {
  sha256: string
  card: EnsembleCard
  figures: Figures | null
  /** Paths of the plots of its report. */
  plots: string[]
}

/** The part of the ensemble's card that the page shows; the card holds more. */
export type EnsembleCard = {
  task: string
  version: string
  members: { name: string; weight: number }[]
  temperature: number
  threshold: number
  /** Probabilities from the first up to the second get no call. */
  abstainBand: [number, number]
  metrics: Record<string, unknown>
}

/** A new version of a model, compared with the served one; the shares of the images are 0 to 1. */
export type Candidate = {
  sha256: string
  version: string
  shadowShare: number
  canaryShare: number
  images: number
  calledOtherwise: number
  /** Null without images, as is what follows. */
  largestDifference: number | null
  timesAsFast: number | null
  failures: number
}

/** The part of a model's card that the page shows; a card holds more. */
export type ModelCard = {
  version?: string
  threshold?: number
  metrics?: Record<string, unknown>
  /** What it was trained and scored on. */
  data?: { name: string }
  /** Of which size and making images have to be. */
  scale?: { description: string }
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
  /** The newest block that the node calls final, or -1. */
  finalized: number
  /** The site in whose directory registrants are looked up, or null. */
  site: string | null
  /** Whether the server sends registrations that were signed without gas. */
  relay: boolean
  developmentRpcUrl: string | null
}
