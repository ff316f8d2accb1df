import { describe, expect, it } from 'vitest'
import type { SuggestionRow } from '../../api/types'
import { plan } from './batch'

function row(item: string, code: string, score: number, linked = false): SuggestionRow {
  const candidate = { indicator: `id ${code}`, code, title: code, score, reason: '', reasons: [] }
  return { item, source: 's', path: item, activity: null, title: item, linked, candidates: code ? [candidate] : [] }
}

describe('a batch of suggestions', () => {
  it('takes what is sure enough and proves nothing yet, in the order of the checklist', () => {
    const rows = [row('a', '10.1', 0.9), row('b', '2.1', 0.8), row('c', '2.1', 0.9), row('d', '2.1', 0.5), row('e', '2.1', 1, true), row('f', '', 0)]
    const { groups, left } = plan(rows, 0.8)
    expect(groups.map((group) => [group.code, group.rows.map((one) => one.row.item)])).toEqual([
      ['2.1', ['b', 'c']],
      ['10.1', ['a']],
    ])
    expect(left).toBe(1)
  })
})
