import { expect, it } from 'vitest'
import type { DraftNode, DraftWarning, Score } from '../api/types'
import { draftCounts, groupDoubts, usable } from './checklistChoice'

function node(id: string, parent: string | null, score: Score | null = null): DraftNode {
  return { id, parent, score, code: id, title: id, level: parent ? 2 : 1, content: null, quote: '', span: null, lead_dept: null, support_depts: [], leader: null, persons: [], method: null, requirements: [] }
}

it('counts leaves and their base points, not a parent’s', () => {
  const nodes = [
    node('1', null, { points: 10, kind: 'base' }),
    node('1.1', '1', { points: 4.1, kind: 'base' }),
    node('1.2', '1', { points: 5.9, kind: 'base' }),
    node('2', null, { points: 3, kind: 'bonus' }),
  ]
  expect(draftCounts(nodes)).toEqual({ nodes: 4, leaves: 3, points: 10, requirements: 0 })
  expect(draftCounts([])).toEqual({ nodes: 0, leaves: 0, points: 0, requirements: 0 })
})

it('gathers doubts by kind and names some of the texts once', () => {
  const doubt = (code: string, subject: string): DraftWarning => ({ code, subject, span: null })
  const doubts = [doubt('row_skipped', '合计'), doubt('code_repeated', '1.2'), doubt('row_skipped', ' 合计 '), doubt('row_skipped', '备注'), doubt('row_skipped', '')]
  expect(groupDoubts(doubts, 1)).toEqual([
    { code: 'row_skipped', count: 4, subjects: ['合计'] },
    { code: 'code_repeated', count: 1, subjects: ['1.2'] },
  ])
})

it('enters nothing without indicators', () => {
  const draft = { title: '', source: { format: 'txt', sha256: '', text: '' }, nodes: [], phases: [], warnings: [] }
  expect(usable(null)).toBe(false)
  expect(usable(draft)).toBe(false)
  expect(usable({ ...draft, nodes: [node('1', null)] })).toBe(true)
})
