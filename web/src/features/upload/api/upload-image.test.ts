import { expect, it } from 'vitest'

import { imageForm } from './upload-image'

it('keeps the name of the file back', () => {
  const sent = imageForm(new File(['pixels'], 'SOB_M_DC-14-10926-100-001.png', { type: 'image/png' })).get('file')

  expect(sent).toMatchObject({ name: 'image', type: 'image/png', size: 6 })
})
