import { screen } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import { aModel, anImage, aRegistration, aResult } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ImageDetail } from './image-detail'

it.each([
  ['that counts', {}, true],
  ['of another site', { standing: 'doesNotSpeak' }, false],
  ['that is not deep enough', { confirmations: 1 }, false],
] as const)('has a result attested to by a registration %s', async (_, parts, offered) => {
  const registration = aRegistration({ confirmations: 2, required: 2, ...parts })
  const image = anImage({ phase: 'failed', registration, result: aResult() })
  server.use(
    http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })),
    http.get('/api/images/bafkreiexample', ({ request }) =>
      request.headers.has('If-None-Match') ? delay('infinite') : HttpResponse.json(image, { headers: { ETag: '"1"' } }),
    ),
  )
  renderWithQueries(
    <ImageDetail
      cid="bafkreiexample"
      resetAt={null}
      mayChange
      maySee={false}
      signing={() => null}
      reviewing={() => null}
      attesting={({ classifiedAt }, { blockHash }) => `to attest: ${classifiedAt} ${blockHash}`}
    />,
  )
  await screen.findByRole('region', { name: 'Evidence' })

  const place = screen.queryByText(`to attest: ${aResult().classifiedAt} ${registration.blockHash}`, { exact: false })
  expect(place !== null).toBe(offered)
})
