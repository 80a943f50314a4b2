import { expect, it } from 'vitest'

import { bytes, probability, shorten, time, words } from './format'

it('writes a camelCase name as words', () => expect(words('awaitingSignature')).toBe('Awaiting signature'))

it('keeps both ends of a long identifier', () => expect(shorten(`0x${'12'.repeat(32)}`)).toBe('0x12121212…121212'))

it('leaves a short identifier whole', () => expect(shorten('bafkreiexample')).toBe('bafkreiexample'))

it.each([
  [1023, '1023 B'],
  [65_536, '64 KiB'],
  [1_572_864, '1.5 MiB'],
])('writes %i bytes in binary units', (count, text) => expect(bytes(count)).toBe(text))

it('names the zone of a time', () =>
  expect(time('2026-08-01T10:00:03Z')).toMatch(/^1 Aug 2026, \d\d:\d\d:\d\d [A-Z]{3,}/))

it.each([
  [0, '< 0.01'],
  [0.0099, '< 0.01'],
  [0.01, '0.01'],
  [0.416, '0.42'],
  [0.99, '0.99'],
  [0.996, '> 0.99'],
  [1, '> 0.99'],
])('calls no model certain: writes %d as %s', (value, text) => expect(probability(value)).toBe(text))
