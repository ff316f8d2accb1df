import { expect, it } from 'vitest'
import { countWords, lengthWords, sizeWords } from './sizes'

it('writes sizes, lengths and counts shortly', () => {
  expect(sizeWords(0)).toBe('0 B')
  expect(sizeWords(2_936_013)).toBe('2.8 MB')
  expect(sizeWords(512 * 1024 ** 2)).toBe('512 MB')
  expect(lengthWords(95)).toBe('1:35')
  expect(lengthWords(3727)).toBe('1:02:07')
  expect(countWords(2318)).toBe('2\u2009318')
  expect(countWords(100_000)).toBe('100\u2009000')
  expect(countWords(12)).toBe('12')
})
