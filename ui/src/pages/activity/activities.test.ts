import { describe, expect, it } from 'vitest'
import type { ActivityRow } from '../../api/types'
import { spanWords } from '../../parts/days'
import { byMonth, evidenceOf, groupWords, isShown, openList, stay, sure } from './activities'

function row(fields: Partial<ActivityRow>): ActivityRow {
  return {
    id: 'a', title: '清明祭扫', date_from: '2026-04-04', date_to: '2026-04-04', place: null, host_dept: null, state: 'proposed',
    confidence: 0.9, reason: '', reasons: [], joins: null, items: [], excluded: [], kinds: [], links: [], covers: [], ...fields,
  }
}

describe('activities', () => {
  it('stand by month, those without a day last', () => {
    const rows = [row({}), row({ id: 'b' }), row({ id: 'c', date_from: '2026-06-18' }), row({ id: 'd', date_from: null })]
    expect(byMonth(rows).map((month) => [month.month, month.rows.length])).toEqual([['2026-04', 2], ['2026-06', 1], ['', 1]])
  })

  it('are told by state and by what they prove', () => {
    expect(isShown(row({}), 'proposed')).toBe(true)
    expect(isShown(row({ state: 'confirmed' }), 'unlinked')).toBe(true)
    expect(isShown(row({ state: 'confirmed', links: ['1.1'] }), 'unlinked')).toBe(false)
    expect(isShown(row({}), 'confirmed')).toBe(false)
  })

  it('lead on from the last proposal to what wants an indicator', () => {
    const counts = { proposed: 0, confirmed: 9, unlinked: 2, all: 9 }
    expect(openList({ ...counts, proposed: 1 }, false)).toBe('proposed')
    expect(openList({ ...counts, proposed: 1 }, true)).toBe('proposed')
    expect(openList(counts, true)).toBe('unlinked')
    expect(openList(counts, false)).toBe('all')
    expect(openList({ ...counts, unlinked: 0 }, true)).toBe('all')
  })

  it('count their evidence by kind', () => {
    const found = evidenceOf(row({
      items: ['1', '2', '3', '4'],
      kinds: [{ kind: 'photo', items: 2 }, { kind: 'sign_in', items: 1 }, { kind: 'data_table', items: 1 }],
    }))
    expect(found.usual.map((one) => [one.name, one.items])).toEqual([['notice', 0], ['sign_in', 1], ['photo', 2], ['summary', 0]])
    expect(found.others).toBe(1)
  })

  it('tell one day once', () => {
    expect(spanWords(row({}), 'zh-CN', '2026-11-01')).toBe('4月4日')
    expect(spanWords(row({ date_to: '2026-04-06' }), 'zh-CN', '2026-11-01')).toBe('4月4日 – 4月6日')
    expect(spanWords(row({ date_from: null, date_to: null }), 'zh-CN', '2026-11-01')).toBe('')
  })

  it('say why, the doubts always', () => {
    const reasons = ['folder', 'papers', 'camera', 'alike'].map((rule) => ({ rule, found: '2', doubt: false }))
    const said = groupWords((key) => key.replace(/.*\./, ''), [...reasons, { rule: 'nameless', found: null, doubt: true }])
    expect(said).toBe(['folder', 'papers', 'camera', 'nameless'].join('and'))
  })

  it('are confirmed together only when they are sure', () => {
    expect(sure([row({}), row({ id: 'b', confidence: 0.5 }), row({ id: 'c', confidence: null })])).toEqual(['a'])
  })

  it('leave the next one chosen', () => {
    expect(stay(['a', 'b'], 'b', 0)).toBe('b')
    expect(stay(['b', 'c'], 'a', 0)).toBe('b')
    expect(stay(['a'], 'b', 1)).toBe('a')
    expect(stay([], 'b', 1)).toBe(null)
  })
})
