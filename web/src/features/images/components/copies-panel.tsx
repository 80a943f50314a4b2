import type { ReactNode } from 'react'

import { Facts, type Fact } from '../../../components/facts'
import { Time } from '../../../components/time'
import type { ContentCopy } from '../../../lib/content-copy'

type CopiesPanelProps = { copies: ContentCopy[]; erased: boolean }

/** Where else the encrypted image is kept, or what is the matter with a copy. */
export function CopiesPanel({ copies, erased }: CopiesPanelProps) {
  return (
    <section aria-labelledby="copies-heading">
      <h3 id="copies-heading">Copies</h3>
      <Facts
        facts={copies.map((copy): Fact => [names[copy.service] ?? copy.service, erased ? leftover(copy) : state(copy)])}
      />
    </section>
  )
}

const names: Record<string, string> = { kubo: 'IPFS node (Kubo)', pinata: 'Pinata' }

function state({ heldSince, checkedAt, problem, dueAt }: ContentCopy): ReactNode {
  if (!problem) return heldSince ? kept(heldSince, checkedAt) : dueAt ? 'Waiting to be copied.' : 'Not copied.'
  return (
    <>
      {heldSince ? <>{kept(heldSince, checkedAt)} The last check failed: </> : 'Not copied yet: '}
      {problem} {dueAt ? tried(dueAt) : 'It will be tried again later.'}
    </>
  )
}

const kept = (since: string, checkedAt: string | null) => (
  <>
    Kept, and read back in full, on <Time at={since} />
    {checkedAt && checkedAt !== since && (
      <>
        ; last confirmed on <Time at={checkedAt} />
      </>
    )}
    .
  </>
)

const tried = (at: string) => (
  <>
    It will be tried again at <Time at={at} />.
  </>
)

const leftover = ({ problem }: ContentCopy) =>
  problem
    ? `May still be there: ${problem} Removing it is tried again while the service is in the server's settings.`
    : 'Being removed.'
