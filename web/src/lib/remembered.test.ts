import { expect, it, vi } from 'vitest'

import { remembered } from './remembered'

it('keeps what it is told, until it is told otherwise', () => {
  remembered.set('key', 'value')
  expect(remembered.get('key')).toBe('value')

  remembered.remove('key')
  expect(remembered.get('key')).toBeNull()
})

it('knows nothing where the browser blocks the data of sites, and fails at nothing', () => {
  const storage = vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })

  remembered.set('key', 'value')
  remembered.remove('key')
  expect(remembered.get('key')).toBeNull()
  storage.mockRestore()
})
