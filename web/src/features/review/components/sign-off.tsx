import { useState } from 'react'

import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { NOT_ASSESSABLE } from '../../../lib/review'
import type { EnsembleResult, Image } from '../../../lib/types'
import type { WalletSession } from '../../../lib/wallet'
import { useSignOff } from '../use-sign-off'
import styles from './sign-off.module.css'

type SignOffProps = {
  image: Image
  result: EnsembleResult
  verdicts: string[]
  session: WalletSession | null
  /** Whose wallet has to sign; null if any may. */
  account: string | null
  rpcUrl: string | null
  /** The id of what gets the focus afterwards. */
  leaveTo: string
}

/** Has a person say what they read in the image, and their wallet sign it. */
export function SignOff({ image, result, verdicts, session, account, rpcUrl, leaveTo }: SignOffProps) {
  const [verdict, setVerdict] = useState<string | null>(null)
  const { mutate, reset, error, isPending } = useSignOff(image, result, rpcUrl)
  const obstacle = obstacleOf(session, account, verdict)

  const signOff = () => {
    if (session && verdict !== null) mutate({ session, verdict }, { onSuccess: () => setVerdict(null) })
  }

  return (
    <div className="stack">
      <fieldset className={styles.verdicts}>
        <legend>Your own reading of the image</legend>
        {[...verdicts, NOT_ASSESSABLE].map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="verdict"
              checked={verdict === each}
              disabled={isPending}
              onChange={() => setVerdict(each)}
            />{' '}
            {each}
          </label>
        ))}
      </fieldset>
      <p className="row">
        <LeavingButton
          to={leaveTo}
          disabled={obstacle !== null}
          busy={isPending}
          aria-describedby="sign-off-hint"
          onPress={signOff}
        >
          Sign off
        </LeavingButton>
        <span id="sign-off-hint" className="hint" aria-live="polite">
          {isPending
            ? 'Open your wallet and answer its request.'
            : (obstacle ??
              'Your wallet signs your reading and the digest of this result. Nothing is sent to the chain.')}
        </span>
      </p>
      {error && (
        <Notice tone="error" title="Not signed off" onDismiss={reset}>
          {error.message}
        </Notice>
      )}
    </div>
  )
}

function obstacleOf(session: WalletSession | null, account: string | null, verdict: string | null): string | null {
  if (session === null) return 'Connect a wallet first.'
  if (account !== null && session.account.toLowerCase() !== account.toLowerCase())
    return 'Only the account that you signed in with can: choose it in the wallet.'
  return verdict === null ? 'Choose what you read in the image first.' : null
}
