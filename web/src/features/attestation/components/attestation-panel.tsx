import { useMutation } from '@tanstack/react-query'

import { Copyable } from '../../../components/copyable'
import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { Time } from '../../../components/time'
import { registryChain, sendCall, WalletError, type WalletSession } from '../../../lib/wallet'
import { useAttestation, type Attestation } from '../api/get-attestation'

type AttestationPanelProps = {
  cid: string
  /** When the result was found that is to be attested to. */
  classifiedAt: string
  session: WalletSession | null
  rpcUrl: string | null
  mayChange: boolean
}

/** Whether the registrant stands by a result on the chain, and how to. */
export function AttestationPanel({ cid, classifiedAt, session, rpcUrl, mayChange }: AttestationPanelProps) {
  const attest = useMutation({
    mutationFn: ({ session, call }: { session: WalletSession; call: Attestation['call'] }) =>
      sendCall(session, call, registryChain(call.chainId, rpcUrl)),
  })
  const { data, error } = useAttestation(cid, classifiedAt, attest.isSuccess || mayHaveSent(attest.error))
  const done = data?.attested?.isOfResult ?? false

  return (
    <section className="stack" aria-labelledby="attestation-heading">
      <h3 id="attestation-heading">Attestation</h3>
      {error && (
        <Notice tone="error" title="It could not be read whether the result is attested to">
          {error.message}
        </Notice>
      )}
      {!data && !error && <p className="hint">Loading…</p>}
      {data && <Standing {...data} />}
      {data && mayChange && !done && (
        <p className="row">
          <LeavingButton
            disabled={!isRegistrant(session, data)}
            busy={attest.isPending || attest.isSuccess}
            aria-describedby="attest-hint"
            onPress={() => session && attest.mutate({ session, call: data.call })}
          >
            Attest to this result
          </LeavingButton>
          <span id="attest-hint" className="hint" aria-live="polite">
            {hint(session, data, attest)}
          </span>
        </p>
      )}
      {attest.error && !done && (
        <Notice
          tone={mayHaveSent(attest.error) ? 'warning' : 'error'}
          title={mayHaveSent(attest.error) ? 'The wallet reported an error' : 'Not attested'}
          onDismiss={attest.reset}
        >
          {attest.error.message}
        </Notice>
      )}
    </section>
  )
}

function Standing({ attested, registrant }: Attestation) {
  if (attested === null) return <p>The account that registered the image attested to no result on the chain.</p>
  return (
    <p>
      {attested.isOfResult ? 'This result' : 'An earlier result, not this one,'} was attested to on the chain{' '}
      <Time at={attested.at} /> by <Copyable name="attesting account" value={registrant} />.
    </p>
  )
}

const isRegistrant = (session: WalletSession | null, { registrant }: Attestation) =>
  session?.account.toLowerCase() === registrant.toLowerCase()

const mayHaveSent = (error: Error | null) => error instanceof WalletError && error.mayHaveSent

function hint(
  session: WalletSession | null,
  attestation: Attestation,
  { isPending, isSuccess }: { isPending: boolean; isSuccess: boolean },
): string {
  if (isPending) return 'Open your wallet and answer its request.'
  if (isSuccess) return 'Sent; waiting for the chain to show it.'
  if (session === null) return 'Connect a wallet first.'
  if (!isRegistrant(session, attestation))
    return 'Only the account that registered the image can: choose it in the wallet.'
  return 'Puts the SHA-256 of the result and of its models on the chain, and nothing else.'
}
