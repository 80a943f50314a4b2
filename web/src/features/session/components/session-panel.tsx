import { Notice } from '../../../components/notice'
import type { WalletSession } from '../../../lib/wallet'
import { useSession } from '../api/get-session'
import { sessionSection } from '../session-section'
import { SignIn } from './sign-in'
import { SignedIn } from './signed-in'

type SessionPanelProps = {
  wallet: WalletSession | null
  /** How many files are on their way. */
  uploads: number
  onSignedOut: () => void
}

const name = 'session-name'

/** Who is signed in, or how to sign in; nothing where nobody has to. */
export function SessionPanel({ wallet, uploads, onSignedOut }: SessionPanelProps) {
  const { data: session, error } = useSession()

  if (!session && error) {
    return (
      <Notice tone="error" title="The server did not say whether to sign in">
        {error.message}
      </Notice>
    )
  }
  if (!session) return <p className="hint">Loading…</p>
  if (!session.required) return null
  return (
    <section id={sessionSection} tabIndex={-1} className="card" aria-labelledby={name}>
      {session.account === null ? (
        <SignIn name={name} chainId={session.chainId} wallet={wallet} />
      ) : (
        <SignedIn name={name} session={session} account={session.account} uploads={uploads} onSignedOut={onSignedOut} />
      )}
    </section>
  )
}
