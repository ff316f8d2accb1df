import { describe, expect, it } from 'vitest'
import { agoWords } from './ago'

describe('how long ago', () => {
  it.each([
    ['2026-11-23T01:00:00Z', '今天', 'today'],
    ['2026-11-24T01:00:00Z', '今天', 'today'],
    ['2026-11-22T23:00:00Z', '昨天', 'yesterday'],
    ['2026-11-13T08:00:00Z', '10天前', '10 days ago'],
    ['2026-09-20T08:00:00Z', '2个月前', '2 months ago'],
    ['2025-11-20T08:00:00Z', '去年', 'last year'],
    ['nothing', '', ''],
  ])('%s', (at, zh, en) => {
    expect(agoWords(at, '2026-11-23', 'zh-CN')).toBe(zh)
    expect(agoWords(at, '2026-11-23', 'en')).toBe(en)
  })
})
