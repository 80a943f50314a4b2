import { expect, it, vi } from 'vitest'

import { server } from '../../../testing/server'
import { imageForm, uploadImage } from './upload-image'

const file = new File(['pixels'], 'SOB_M_DC-14-10926-100-001.png', { type: 'image/png' })

it('keeps the name of the file back', () =>
  expect(imageForm(file).get('file')).toMatchObject({ name: 'image', type: 'image/png', size: 6 }))

it('sends nothing that was ended before', async () => {
  const asked = vi.fn()
  server.events.on('request:start', asked)
  const signal = AbortSignal.abort()
  const upload = uploadImage({ file, idempotencyKey: 'key', urgent: false, onProgress: vi.fn(), signal })

  await expect(upload).rejects.toBe(signal.reason)
  expect(asked).not.toHaveBeenCalled()
  server.events.removeAllListeners()
})
