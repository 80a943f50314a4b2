import { useEffect } from 'react'

import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { Time } from '../../../components/time'
import { WalletFailure } from '../../../components/wallet-failure'
import type { EnsembleResult, Registration } from '../../../lib/types'
import type { WalletSession } from '../../../lib/wallet'
import { useAttestation, type Attestation } from '../api/get-attestation'
import { useAttest } from '../use-attest'

type AttestationPanelProps = {
  cid: string
  result: EnsembleResult
  registration: Registration
  session: WalletSession | null
  rpcUrl: string | null
  mayChange: boolean
}

const heading = 'attestation-heading'

/** Whether the registrant stands by a result on the chain, and how to. */
export function AttestationPanel({ cid, result, registration, session, rpcUrl, mayChange }: AttestationPanelProps) {
  const attesting = useAttest(rpcUrl)
  const { data, error, failureReason } = useAttestation(cid, result, registration, attesting.awaited)
  const trouble = error ?? failureReason
  const done = data?.attested?.result === 'present'
  const { reset } = attesting

  useEffect(() => {
    if (done) reset()
  }, [done, reset])

  return (
    <section className="stack" aria-labelledby={heading}>
      <h3 id={heading} tabIndex={-1}>
        Attestation
      </h3>
      {trouble && (
        <Notice tone="error" title="It could not be read whether the result is attested to">
          {trouble.message}
        </Notice>
      )}
      {!data && !trouble && <p className="hint">Loading…</p>}
      {data && (
        <p role="status" aria-label="Attested">
          <Standing {...data} />
        </p>
      )}
      {data && mayChange && !done && data.withdrawn === null && (
        <p className="row">
          <LeavingButton
            to={heading}
            disabled={!isRegistrant(session, data)}
            busy={attesting.isPending || attesting.isSent}
            aria-describedby="attest-hint"
            onPress={() => session && attesting.attest({ session, call: data.call })}
          >
            Attest to this result
          </LeavingButton>
          <span id="attest-hint" className="hint" aria-live="polite">
            {hint(session, data, attesting)}
          </span>
        </p>
      )}
      {attesting.error && <WalletFailure error={attesting.error} title="Not attested" onDismiss={reset} />}
    </section>
  )
}

function Standing({ attested, withdrawn }: Attestation) {
  return (
    <>
      The account that registered the image <Attested attested={attested} />
      {withdrawn !== null && (
        <>
          {' '}
          It withdrew the image <Time at={withdrawn} />, so that nothing can be attested to any more.
        </>
      )}
    </>
  )
}

function Attested({ attested }: Pick<Attestation, 'attested'>) {
  if (attested === null) return 'attested to no result on the chain.'
  const at = <Time at={attested.at} />
  switch (attested.result) {
    case 'present':
      return <>attested to this result on the chain {at}.</>
    case 'earlier':
      return <>attested to an earlier result on the chain {at}, not to this one.</>
    case 'unknown':
      return <>attested on the chain {at} to a result that is not known here.</>
  }
}

const isRegistrant = (session: WalletSession | null, { registrant }: Attestation) =>
  session?.account.toLowerCase() === registrant.toLowerCase()

type Progress = { isPending: boolean; isSent: boolean; unseen: boolean }

function hint(
  session: WalletSession | null,
  attestation: Attestation,
  { isPending, isSent, unseen }: Progress,
): string {
  if (isPending) return 'Open your wallet and answer its request.'
  if (isSent) return 'Sent; waiting for the chain to show it.'
  if (session === null) return 'Connect a wallet first.'
  if (!isRegistrant(session, attestation))
    return 'Only the account that registered the image can: choose it in the wallet.'
  if (unseen) return 'The chain did not show it within two minutes: look in your wallet before you send it again.'
  return 'Puts the digests of this result and of its models on the chain, from the account that registered the image.'
}
