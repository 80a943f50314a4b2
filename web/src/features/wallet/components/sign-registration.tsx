import { Notice } from '../../../components/notice'
import type { Image } from '../../../lib/types'
import { registryChain, type WalletSession } from '../../../lib/wallet'
import { useSignRegistration } from '../use-sign-registration'

type SignRegistrationProps = { image: Image; session: WalletSession | null; rpcUrl: string | null }

/** Signs an image's registration, for as long as the chain shows none. */
export function SignRegistration({ image, session, rpcUrl }: SignRegistrationProps) {
  const { sign, announce, sent } = useSignRegistration(image)
  const chain = registryChain(image.registrationCall.chainId, rpcUrl)
  const sentBefore = image.phase === 'submitted'
  if (!sentBefore && image.phase !== 'stored' && image.phase !== 'awaitingSignature') return null

  return (
    <div className="stack">
      <p className="row">
        <button
          type="button"
          className={sentBefore ? undefined : 'primary'}
          disabled={session === null || sign.isPending || sent}
          aria-describedby="sign-hint"
          onClick={() => session && sign.mutate({ session, chain })}
        >
          {sentBefore ? 'Sign again' : 'Sign registration'}
        </button>
        <span id="sign-hint" className="hint" aria-live="polite">
          {sent ? 'Sent; waiting for the server to take note.' : hint(session, sign.isPending, sentBefore)}
        </span>
      </p>
      {sign.error && (
        <Notice tone="error" title="Not signed" onDismiss={sign.reset}>
          {sign.error.message}
        </Notice>
      )}
      {announce.error && (
        <Notice tone="info" title="Signed and sent" onDismiss={announce.reset}>
          The server could not be told ({announce.error.message}). It will find the registration on the chain by itself.
        </Notice>
      )}
    </div>
  )
}

function hint(session: WalletSession | null, pending: boolean, sentBefore: boolean): string {
  if (session === null) return 'Connect a wallet first.'
  if (pending) return 'Open your wallet and answer its request.'
  if (sentBefore) return 'Only if you cancelled the transaction in your wallet.'
  return 'Puts the digest of the encrypted image on the chain, and nothing else.'
}
