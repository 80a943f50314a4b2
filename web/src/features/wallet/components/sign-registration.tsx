import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { WalletFailure } from '../../../components/wallet-failure'
import type { Image } from '../../../lib/types'
import { registryChain, type WalletSession } from '../../../lib/wallet'
import { signingOffer, type SigningOffer } from '../signing-offer'
import { useRelayedRegistration } from '../use-relayed-registration'
import { useSignRegistration } from '../use-sign-registration'

type SignRegistrationProps = {
  image: Image
  session: WalletSession | null
  rpcUrl: string | null
  /** When the chain was last replaced. */
  resetAt: string | null
  /** Whether the server's signer sends what was signed without gas. */
  relay: boolean
}

/** Signs an image's registration, for as long as the chain shows none. */
export function SignRegistration(props: SignRegistrationProps) {
  const offer = signingOffer(props.image, props.resetAt)
  // The chain decides, not the wallet: with each phase, what the wallet said before is forgotten.
  return offer && <Signing key={props.image.phase} offer={offer} {...props} />
}

function Signing({
  image,
  session,
  rpcUrl,
  relay: offersRelay,
  offer,
}: SignRegistrationProps & { offer: SigningOffer }) {
  const { sign, announce, sent } = useSignRegistration(image)
  const { relay, waiting, failure, dismiss } = useRelayedRegistration(image)
  const chain = registryChain(image.registrationCall.chainId, rpcUrl)
  const pending = sign.isPending || relay.isPending
  const busy = pending || sent

  return (
    <div className="stack">
      <p className="row">
        <LeavingButton
          className={offer.primary ? 'primary' : undefined}
          disabled={session === null}
          busy={busy}
          aria-describedby="sign-hint"
          onPress={() => session && sign.mutate({ session, chain })}
        >
          {offer.name}
        </LeavingButton>
        {offersRelay && (
          <LeavingButton
            disabled={session === null}
            busy={busy || waiting !== null}
            aria-describedby="sign-hint"
            onPress={() => session && relay.mutate({ session, chain })}
          >
            Sign without gas
          </LeavingButton>
        )}
        <span id="sign-hint" className="hint" aria-live="polite">
          {sent ? 'Sent; waiting for the server to take note.' : hint(session, pending, waiting, offer)}
        </span>
      </p>
      {sign.error && <WalletFailure error={sign.error} title="Not signed" onDismiss={sign.reset} />}
      {failure !== null && (
        <Notice tone="error" title="Not registered without gas" onDismiss={dismiss}>
          {failure}
        </Notice>
      )}
      {announce.error && (
        <Notice tone="info" title="Signed and sent" onDismiss={announce.reset}>
          The server could not be told ({announce.error.message}). It will find the registration on the chain by itself.
          Sign again only if you cancelled the transaction in your wallet.
        </Notice>
      )}
    </div>
  )
}

function hint(session: WalletSession | null, pending: boolean, waiting: string | null, offer: SigningOffer): string {
  if (pending) return 'Open your wallet and answer its request.'
  if (waiting !== null) return `${waiting} ${bothPaid}`
  return session === null ? 'Connect a wallet first.' : offer.hint
}

const bothPaid =
  'If your own wallet registers it as well, both transactions may be paid for, though an account registers an image only once.'
