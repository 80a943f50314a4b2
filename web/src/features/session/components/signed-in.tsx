import { Copyable } from '../../../components/copyable'
import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import type { Session } from '../../../lib/session'
import { sessionSection } from '../session-section'
import { useSignOut } from '../use-sign-out'

/** `name` is the id of what names the section. */
type SignedInProps = { name: string; session: Session; account: string; onSignedOut: () => void }

export function SignedIn({ name, session, account, onSignedOut }: SignedInProps) {
  const { mutate, isPending, error, reset } = useSignOut(session, onSignedOut)

  return (
    <div className="stack">
      <p className="row">
        <span id={name}>Signed in as</span>
        <Copyable name="signed-in account" value={account} />
        <LeavingButton className="quiet" to={sessionSection} busy={isPending} onPress={mutate}>
          Sign out
        </LeavingButton>
      </p>
      {error && (
        <Notice tone="error" title="Not signed out" onDismiss={reset}>
          {error.message}
        </Notice>
      )}
    </div>
  )
}
