import { Copyable } from '../../../components/copyable'
import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import type { Session } from '../../../lib/session'
import { sessionSection } from '../session-section'
import { useSignOut } from '../use-sign-out'

type SignedInProps = {
  /** The id of what names the section. */
  name: string
  session: Session
  account: string
  /** How many files are on their way. */
  uploads: number
  onSignedOut: () => void
}

export function SignedIn({ name, session, account, uploads, onSignedOut }: SignedInProps) {
  const { mutate, isPending, error, reset } = useSignOut(session, onSignedOut)

  return (
    <div className="stack">
      <p className="row">
        <span id={name}>Signed in as</span>
        <Copyable name="signed-in account" value={account} />
        <LeavingButton
          className="quiet"
          to={sessionSection}
          busy={isPending}
          aria-describedby="sign-out-hint"
          onPress={mutate}
        >
          Sign out
        </LeavingButton>
        <span id="sign-out-hint" className="hint">
          {hint(uploads)}
        </span>
      </p>
      {!session.mayChange && <p className="hint">{part(session)}</p>}
      {error && (
        <Notice tone="error" title="Not signed out" onDismiss={reset}>
          {error.message}
        </Notice>
      )}
    </div>
  )
}

const part = ({ maySignOff }: Session) =>
  maySignOff
    ? 'As a pathologist you see everything, images too, and sign results off.'
    : 'As an auditor you see everything but images, and change nothing.'

function hint(uploads: number): string {
  if (uploads === 0) return ''
  if (uploads === 1) return '1 upload is not done; signing out ends it.'
  return `${uploads} uploads are not done; signing out ends them.`
}
