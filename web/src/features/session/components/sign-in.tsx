import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import type { WalletSession } from '../../../lib/wallet'
import { sessionSection } from '../session-section'
import { useSignIn } from '../use-sign-in'

/** `name` is the id of what names the section. */
type SignInProps = { name: string; chainId: number; wallet: WalletSession | null }

export function SignIn({ name, chainId, wallet }: SignInProps) {
  const { mutate, isPending, error, reset } = useSignIn(chainId)

  return (
    <div className="stack">
      <h2 id={name}>Sign in</h2>
      <p>This server lets in only the accounts on its list.</p>
      <p className="row">
        <LeavingButton
          className="primary"
          to={sessionSection}
          disabled={wallet === null}
          busy={isPending}
          aria-describedby="sign-in-hint"
          onPress={() => wallet && mutate(wallet)}
        >
          Sign in
        </LeavingButton>
        <span id="sign-in-hint" className="hint" aria-live="polite">
          {hint(wallet, isPending)}
        </span>
      </p>
      {error && (
        <Notice tone="error" title="Not signed in" onDismiss={reset}>
          {error.message}
        </Notice>
      )}
    </div>
  )
}

function hint(wallet: WalletSession | null, pending: boolean): string {
  if (pending) return 'Open your wallet and answer its request.'
  if (wallet === null) return 'Connect a wallet first.'
  return 'Your wallet signs a message, which sends no transaction and costs nothing.'
}
