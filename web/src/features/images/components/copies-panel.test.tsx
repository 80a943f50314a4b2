import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'

import { time } from '../../../lib/format'
import type { ContentCopy } from '../../../lib/content-copy'
import { CopiesPanel } from './copies-panel'

const since = '2026-08-01T10:00:00Z'
const due = '2026-08-01T10:05:00Z'
const problem = 'kubo at http://127.0.0.1:5001, block/put: no answer within 30 s.'
const aCopy = (parts: Partial<ContentCopy>): ContentCopy => ({
  service: 'kubo',
  heldSince: null,
  checkedAt: null,
  problem: null,
  attempts: 0,
  dueAt: null,
  ...parts,
})

it.each([
  [{ heldSince: since, checkedAt: since }, `Kept, and read back in full, on ${time(since)}.`],
  [
    { heldSince: since, checkedAt: due },
    `Kept, and read back in full, on ${time(since)}; last confirmed on ${time(due)}.`,
  ],
  [{ dueAt: since }, 'Waiting to be copied.'],
  [{}, 'Not copied.'],
  [{ problem, attempts: 1, dueAt: due }, `Not copied yet: ${problem} It will be tried again at ${time(due)}.`],
  [{ problem, attempts: 8 }, `Not copied yet: ${problem} It will be tried again later.`],
  [
    { heldSince: since, problem, attempts: 1, dueAt: due },
    `Kept, and read back in full, on ${time(since)}. The last check failed: ${problem} It will be tried again at ${time(due)}.`,
  ],
])('says of each service where its copy stands: %j', (parts, text) => {
  render(<CopiesPanel copies={[aCopy(parts)]} erased={false} />)

  expect(screen.getByRole('region', { name: 'Copies' })).toHaveTextContent(`IPFS node (Kubo)${text}`)
})

it('says of an erased image which copy is still there, and why', () => {
  const copies = [aCopy({ heldSince: since, problem, attempts: 1 }), aCopy({ service: 'pinata', heldSince: since })]
  render(<CopiesPanel copies={copies} erased />)

  const [kubo, pinata] = screen.getAllByRole('definition')
  expect(kubo).toHaveTextContent(
    `May still be there: ${problem} Removing it is tried again while the service is in the server's settings.`,
  )
  expect(pinata).toHaveTextContent('Being removed.')
})
