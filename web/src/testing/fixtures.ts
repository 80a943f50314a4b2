import { sha256, stringToHex } from 'viem'

import type { Session } from '../lib/session'
import type { RegistrationRequest } from '../lib/relay'
import type {
  Anchor,
  ChainStatus,
  Ensemble,
  EnsembleResult,
  HistoryEntry,
  Image,
  Model,
  ModelVote,
  Registration,
  TransactionProblem,
} from '../lib/types'
import { account } from './signer'

const digest = sha256(stringToHex('an encrypted envelope'))
const contract = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

export { account }
export const transactionHash = sha256(stringToHex('a transaction'))

/** An image that awaits its signature, unless told otherwise. */
export const anImage = (parts: Partial<Image> = {}): Image => ({
  cid: 'bafkreiexample',
  version: 1,
  phase: 'awaitingSignature',
  digest,
  width: 700,
  height: 460,
  sourceFormat: 'png',
  priority: 'routine',
  envelopeBytes: 524_288,
  storedAt: '2026-08-01T10:00:00Z',
  transactionHash: null,
  transactionProblem: null,
  registrationCall: { chainId: 31337, to: contract, data: `0x2f926732${digest.slice(2)}`, digest },
  registration: null,
  anchor: null,
  copies: [],
  samePixelsAs: [],
  result: null,
  outdated: false,
  earlierResults: [],
  reviews: [],
  failure: null,
  history: [],
  ...parts,
})

/** That a transaction was announced, unless told otherwise. */
export const anEntry = (parts: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: '2026-08-01T10:00:02Z',
  event: 'transactionSubmitted',
  phase: 'submitted',
  actor: 'client',
  ...parts,
})

export const aVote = (parts: Partial<ModelVote> = {}): ModelVote => ({
  model: 'basecnn',
  modelSha256: 'ab'.repeat(32),
  probability: 0.93,
  logit: 2.587,
  label: 'IDC-positive tissue',
  warnings: [],
  milliseconds: 3.2,
  cardSha256: 'cd'.repeat(32),
  ...parts,
})

export const aResult = (parts: Partial<EnsembleResult> = {}): EnsembleResult => ({
  probability: 0.93,
  label: 'IDC-positive tissue',
  classifiedAt: '2026-08-01T10:00:05Z',
  votes: [aVote()],
  uncertain: false,
  disagreement: false,
  warnings: [],
  band: null,
  ensembleSha256: null,
  digest: sha256(stringToHex('a statement of the result')),
  modelsDigest: sha256(stringToHex('the models that voted')),
  ...parts,
})

export const aRegistration = (parts: Partial<Registration> = {}): Registration => ({
  chainId: 31337,
  contract,
  registrant: account,
  transactionHash,
  blockNumber: 12_345,
  blockHash: sha256(stringToHex('a block')),
  blockTime: '2026-08-01T10:00:03Z',
  gasUsed: 45_931,
  confirmations: 1,
  required: 2,
  finality: 'unsafe',
  standing: 'notChecked',
  sender: account,
  ...parts,
})

/** One that nobody made yet, unless told otherwise. */
export const anAttestation = (parts: object = {}) => ({
  registrant: account as string,
  call: { chainId: 31337, to: contract, data: `0xc3d3b7d2${digest.slice(2)}` },
  attested: null,
  withdrawn: null,
  ...parts,
})

export const aProblem = (parts: Partial<TransactionProblem> = {}): TransactionProblem => ({
  kind: 'reverted',
  transactionHash,
  reason: 'This account registered the image before.',
  replacedBy: null,
  ...parts,
})

export const anAnchor = (parts: Partial<Anchor> = {}): Anchor => ({
  chainId: 31337,
  contract,
  anchorer: account,
  root: sha256(stringToHex('a root')),
  leafCount: 3,
  proof: [sha256(stringToHex('a sibling')), sha256(stringToHex('its uncle'))],
  transactionHash: sha256(stringToHex('an anchoring transaction')),
  blockNumber: 12_350,
  blockHash: sha256(stringToHex('a later block')),
  blockTime: '2026-08-01T10:05:00Z',
  ...parts,
})

/** What the server has an account sign to register {@link anImage} without gas, good for ten minutes. */
export const aRegistrationRequest = (parts: Partial<RegistrationRequest> = {}): RegistrationRequest => ({
  domain: { name: 'PathoChain ImageRegistry', version: '1', chainId: 31337, verifyingContract: contract },
  types: {
    Registration: [
      { name: 'registrant', type: 'address' },
      { name: 'digest', type: 'bytes32' },
      { name: 'deadline', type: 'uint256' },
    ],
  },
  primaryType: 'Registration',
  message: { registrant: account, digest, deadline: Math.floor(Date.now() / 1000) + 600 },
  ...parts,
})

export const aModel = (parts: Partial<Model> = {}): Model => ({
  name: 'basecnn',
  sha256: 'ab'.repeat(32),
  task: 'invasive ductal carcinoma in a patch',
  negativeLabel: 'IDC-negative tissue',
  positiveLabel: 'IDC-positive tissue',
  inputWidth: 50,
  inputHeight: 50,
  card: {
    version: '1.0.0',
    threshold: 0.5,
    metrics: { rocAuc: 0.92512345 },
    data: { name: 'IDC patches' },
    scale: { description: 'patches of 50x50 pixels' },
  },
  figures: {
    patientScore: 0.8583,
    ece: 0.0319,
    intervals: { rocAuc: [0.9034, 0.94], ece: [0.016, 0.0942] },
    standing: 'Balanced accuracy 0.8767 is above the published 0.8468.',
  },
  plots: ['/api/models/basecnn/plots/basecnn.png'],
  candidate: null,
  ...parts,
})

export const anEnsemble = (parts: Partial<Ensemble> = {}): Ensemble => ({
  sha256: 'ef'.repeat(32),
  card: {
    task: 'invasive ductal carcinoma in a patch',
    version: '2',
    members: [
      { name: 'basecnn', weight: 0.17048 },
      { name: 'vgg16', weight: 0.82952 },
    ],
    temperature: 0.8002,
    threshold: 0.48,
    abstainBand: [0.2304, 0.7504],
    metrics: { rocAuc: 0.96281234 },
  },
  figures: null,
  plots: ['/api/models/ensemble/plots/ensemble.png'],
  ...parts,
})

export const aChain = (parts: Partial<ChainStatus> = {}): ChainStatus => ({
  chainId: 31337,
  contract,
  cursor: 10,
  head: 10,
  problem: null,
  resetAt: null,
  confirmations: 2,
  finalized: -1,
  site: null,
  relay: false,
  developmentRpcUrl: null,
  ...parts,
})

/** That nobody has to sign in, unless told otherwise. */
export const aSession = (parts: Partial<Session> = {}): Session => ({
  required: false,
  account: null,
  mayChange: !parts.required || !!parts.account,
  maySignOff: !parts.required,
  until: null,
  chainId: 31337,
  ...parts,
})
