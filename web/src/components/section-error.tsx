import type { FallbackProps } from 'react-error-boundary'

import { Notice } from './notice'

/** Stands in for a region of the page that failed to render, so that the others stay usable. */
export function SectionError({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <Notice tone="error" title="This part of the page failed" onDismiss={resetErrorBoundary}>
      {error instanceof Error ? error.message : 'No reason was given.'}
    </Notice>
  )
}
