import type { ReactNode } from 'react'

import { Facts, type Fact } from '../../../components/facts'
import { Time } from '../../../components/time'
import type { ContentCopy } from '../../../lib/content-copy'

type CopiesPanelProps = { copies: ContentCopy[]; erased: boolean }

/** Where else the encrypted image is kept, or what is the matter with a copy. */
export function CopiesPanel({ copies, erased }: CopiesPanelProps) {
  return (
    <section aria-labelledby="copies-heading">
      <h3 id="copies-heading">Copies in IPFS</h3>
      <Facts facts={copies.map((copy): Fact => [copy.service, erased ? leftover(copy) : state(copy)])} />
    </section>
  )
}

function state({ heldSince, problem, dueAt }: ContentCopy): ReactNode {
  if (!problem) return heldSince ? kept(heldSince) : dueAt ? 'Being copied.' : 'Not copied.'
  return (
    <>
      {heldSince ? <>{kept(heldSince)} It could not be checked of late: </> : 'Not copied yet: '}
      {problem} {dueAt ? tried(dueAt) : 'It is tried again by itself.'}
    </>
  )
}

const kept = (since: string) => (
  <>
    Kept there since <Time at={since} />, and read back.
  </>
)

const tried = (at: string) => (
  <>
    It is tried again at <Time at={at} />.
  </>
)

const leftover = ({ problem }: ContentCopy) =>
  problem
    ? `May still be there: ${problem} Removing it is tried again while the service is in the server's settings.`
    : 'Being removed.'
