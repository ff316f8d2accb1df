import { describe, expect, it } from 'vitest'
import type { SheetPreview } from '../api/types'
import { countSheet, sheetLines } from './sheets'

const preview: SheetPreview = {
  columns: [],
  people: [
    { id: '', name: '张三', department: '办公室', post: null, volunteer: '是' },
    { id: 'p2', name: '李四', department: null, post: '科长', volunteer: null },
  ],
  places: [],
  problems: [],
  attendance: [
    { id: '', person: 'p2', activity: null, occasion: '清明祭扫', on_day: '2026-04-03', hours: 2 },
    { id: '', person: '王五', activity: null, occasion: null, on_day: '2026-04-03', hours: null },
  ],
  patrols: [],
  same: 3,
  doubts: [],
}

describe('a table that is taken in', () => {
  it('counts what it adds and changes', () => {
    expect(countSheet('people', preview)).toEqual({ fresh: 1, changed: 1, same: 3 })
    expect(countSheet('places', preview)).toEqual({ fresh: 0, changed: 0, same: 3 })
  })

  it('shows its rows in a few words', () => {
    const known = new Map([['p2', '李四']])
    expect(sheetLines('people', preview, known)).toEqual([
      { name: '张三', about: '办公室 · 是', fresh: true },
      { name: '李四', about: '科长', fresh: false },
    ])
    expect(sheetLines('attendance', preview, known).map((one) => `${one.name}|${one.about}`)).toEqual(['李四|2026-04-03 · 清明祭扫 · 2', '王五|2026-04-03'])
  })
})
