import { describe, expect, it } from 'vitest'
import type { IndicatorRow } from '../../api/types'
import { doubtsOf, nextUnseen } from './review'
import { blankRequirement } from './wanted'

function row(id: string, span: [number, number] | null, reviewed: boolean): IndicatorRow {
  return {
    id, code: id, title: id, level: 1, parent: null, content: null, quote: id, span, lead_dept: null, support_depts: [], leader: null,
    persons: [], score: null, method: null, requirements: [], reviewed, links: 0, waivers: [],
  }
}

describe('a review', () => {
  it('goes on to what nobody has seen, and begins again at the top', () => {
    const rows = [row('a', null, false), row('b', null, true), row('c', null, false), row('d', null, true)]
    expect(nextUnseen(rows, 'a')).toBe('c')
    expect(nextUnseen(rows, 'c')).toBe('a')
    expect(nextUnseen([row('a', null, false)], 'a')).toBeNull()
  })

  it('shows a doubt at the indicator whose words it is about', () => {
    const rows = [row('a', [0, 5], true), row('b', [6, 9], true), { ...row('c', null, true), requirements: [{ ...blankRequirement('x'), span: [20, 30] as [number, number] }] }]
    const warnings = [
      { code: 'code_repeated', subject: 'b', span: [6, 7] as [number, number] },
      { code: 'row_skipped', subject: '合计', span: [12, 14] as [number, number] },
      { code: 'date_unsure', subject: '年底', span: [22, 24] as [number, number] },
      { code: 'text_cut', subject: '', span: null },
    ]
    const found = doubtsOf(rows, warnings)
    expect([...found].map(([id, list]) => [id, list.map((one) => one.code)])).toEqual([
      ['b', ['code_repeated']],
      ['c', ['date_unsure']],
    ])
  })
})
