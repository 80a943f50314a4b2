import { expect, it } from 'vitest'

import { fileOf, keepFile } from './own-files'

const file = (name: string) => new File([name], name)

it('keeps the newest 200 files, by the CID they were stored as', () => {
  const first = file('0.png')
  keepFile('cid-0', file('older.png'))
  for (let number = 1; number < 200; number++) keepFile(`cid-${number}`, file(`${number}.png`))
  keepFile('cid-0', first)

  keepFile('cid-200', file('200.png'))

  expect(fileOf('cid-0')).toBe(first)
  expect(fileOf('cid-1')).toBeUndefined()
  expect(fileOf('cid-2')?.name).toBe('2.png')
  expect(fileOf('cid-200')?.name).toBe('200.png')
  expect(fileOf('unknown')).toBeUndefined()
})
