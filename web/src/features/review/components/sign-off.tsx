import { useState } from 'react'

import { Copyable } from '../../../components/copyable'
import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { UnreachableError } from '../../../lib/problem'
import { NOT_ASSESSABLE } from '../../../lib/review'
import type { EnsembleResult, Image } from '../../../lib/types'
import type { WalletSession } from '../../../lib/wallet'
import { useSignOff } from '../use-sign-off'
import styles from './sign-off.module.css'

type SignOffProps = {
  image: Image
  result: EnsembleResult
  labels: string[]
  session: WalletSession | null
  /** Whose wallet has to sign; null if any may. */
  account: string | null
  rpcUrl: string | null
  /** The id of what gets the focus should this go. */
  leaveTo: string
  onSignedOff: () => void
}

/** Has a person say what they read in the image, and their wallet sign it. */
export function SignOff({ image, result, labels, session, account, rpcUrl, leaveTo, onSignedOff }: SignOffProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { mutate, reset, error, isPending, isSuccess } = useSignOff(image, result, rpcUrl)
  const offered = [...labels, NOT_ASSESSABLE]
  const verdict = chosen !== null && offered.includes(chosen) ? chosen : null
  const obstacle = obstacleOf(session, account, verdict)

  const choose = (each: string) => {
    reset()
    setChosen(each)
  }

  const signOff = () => {
    if (!session || verdict === null) return
    const onSuccess = () => {
      setChosen(null)
      onSignedOff()
    }
    mutate({ session, verdict }, { onSuccess })
  }

  return (
    <div className="stack">
      <fieldset className={styles.verdicts}>
        <legend>Your own reading of the image</legend>
        {offered.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="verdict"
              checked={verdict === each}
              disabled={isPending}
              onChange={() => choose(each)}
            />{' '}
            {each}
          </label>
        ))}
      </fieldset>
      <p className="hint">
        Sign only what you looked at yourself. What is signed is kept for good; another reading can be signed later. The
        wallet shows this result as <Copyable name="digest of the result" value={result.digest} />
      </p>
      <p className="row">
        <LeavingButton
          to={leaveTo}
          busy={isPending || obstacle !== null}
          aria-describedby="sign-off-hint"
          onPress={signOff}
        >
          Sign off
        </LeavingButton>
        <span id="sign-off-hint" className="hint" aria-live="polite">
          {isPending
            ? 'Open your wallet and answer its request, within ten minutes.'
            : isSuccess
              ? 'Signed off.'
              : (obstacle ?? 'Your wallet signs your reading and the digests. Nothing is sent to the chain.')}
        </span>
      </p>
      {error && (
        <Notice tone="error" title={titleOf(error)} onDismiss={reset}>
          {error.message}
        </Notice>
      )}
    </div>
  )
}

const titleOf = (error: Error) =>
  error instanceof UnreachableError ? 'It is not known whether it is signed off' : 'Not signed off'

function obstacleOf(session: WalletSession | null, account: string | null, verdict: string | null): string | null {
  if (session === null) return 'Connect a wallet first.'
  if (account !== null && session.account.toLowerCase() !== account.toLowerCase())
    return 'Only the account that you signed in with can: choose it in the wallet.'
  return verdict === null ? 'Choose what you read in the image first.' : null
}
