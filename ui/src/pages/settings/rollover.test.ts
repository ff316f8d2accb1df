import { expect, it } from 'vitest'
import { nextYear } from './rollover'

it('proposes the same a year later', () => {
  expect(nextYear({ title: '2026年度文明单位', period_from: '2026-01-01', period_to: '2026-12-31' })).toEqual({
    title: '2027年度文明单位',
    from: '2027-01-01',
    to: '2027-12-31',
  })
  expect(nextYear({ title: '文明单位', period_from: '2027-03-01', period_to: '2028-02-29' })).toEqual({
    title: '文明单位（2028）',
    from: '2028-03-01',
    to: '2029-02-28',
  })
})
