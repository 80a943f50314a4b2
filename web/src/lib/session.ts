/** Who is signed in here, and whether anybody has to be. */
export type Session = {
  /** False where everybody is let in; nobody is signed in then. */
  required: boolean
  account: string | null
  /** Whether the server takes more than reading: not from an auditor, nor before somebody signed in who has to. */
  mayChange: boolean
  /** Whether the server takes a sign-off of a result: from a pathologist, or anybody where everybody is let in. */
  maySignOff: boolean
  /** When it ends by itself. */
  until: string | null
  /** The chain to name when signing in. */
  chainId: number
}
