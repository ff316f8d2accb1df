import { expect, it } from 'vitest'
import { dayWords, exactWords, monthShort, monthWords, weekdayWords } from './days'

it('writes days in the words of the locale', () => {
  expect(dayWords('2026-04-03', 'zh-CN', '2026-11-23')).toBe('4月3日')
  expect(dayWords('2025-04-03', 'zh-CN', '2026-11-23')).toBe('2025年4月3日')
  expect(dayWords('2026-04-03', 'en', '2026')).toBe('Apr 3')
  expect(monthWords('2026-04', 'zh-CN')).toBe('2026年4月')
  expect(monthShort(11, 'zh-CN')).toBe('11月')
  expect(weekdayWords('2026-04-03', 'zh-CN')).toBe('星期五')
  expect(weekdayWords('', 'zh-CN')).toBe('')
  expect(dayWords('不明', 'zh-CN')).toBe('不明')
})

it('cuts a date to what is known of it', () => {
  expect(exactWords({ value: '2026-04-03T09:14:22+08:00', precision: 'instant' })).toBe('2026-04-03 09:14')
  expect(exactWords({ value: '2026-04-03', precision: 'day' })).toBe('2026-04-03')
  expect(exactWords({ value: '2026-04', precision: 'month' })).toBe('2026-04')
})
