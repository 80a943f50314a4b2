import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'

import { createQueryClient } from '../lib/query-client'

/** Renders a part of the page with what `main.tsx` puts around all of it. */
export const renderWithQueries = (part: ReactElement) =>
  render(<QueryClientProvider client={createQueryClient()}>{part}</QueryClientProvider>)
