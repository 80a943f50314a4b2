import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'

import { createQueryClient } from '../lib/query-client'

/** Renders a part of the page with what `main.tsx` puts around all of it. */
export function renderWithQueries(part: ReactElement) {
  const client = createQueryClient()
  const wrap = (inner: ReactElement) => <QueryClientProvider client={client}>{inner}</QueryClientProvider>
  const rendered = render(wrap(part))
  return { ...rendered, client, rerenderPart: (next: ReactElement) => rendered.rerender(wrap(next)) }
}
