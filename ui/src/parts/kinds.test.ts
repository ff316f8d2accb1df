import { expect, it } from 'vitest'
import { KIND_GROUPS } from './kinds'

it('puts every kind into one group', () => {
  const all = Object.values(KIND_GROUPS).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(22)
})
