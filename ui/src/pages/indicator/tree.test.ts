import { describe, expect, it } from 'vitest'
import type { IndicatorRow, IndicatorStatus, State } from '../../api/types'
import { countGaps, treeLines } from './tree'

function row(id: string, parent: string | null, lead: string | null = null): IndicatorRow {
  return {
    id, code: id, title: id, level: 1, parent, content: null, quote: '', span: null, lead_dept: lead, support_depts: [],
    leader: null, persons: [], score: null, method: null, requirements: [], reviewed: true, links: 0, waivers: [],
  }
}

function status(id: string, state: State, leaf = true): IndicatorStatus {
  return {
    id, code: id, title: id, leaf, on_site: false, state, completeness: 'none', timing: 'none', due: null, got: 0, of: 0,
    leaves_met: 0, leaves: 1, slots: [],
  }
}

const rows = [row('1', null), row('1.1', '1', '党政办'), row('1.2', '1', '综合股'), row('2', null), row('2.1', '2', '党政办'), row('2.1.1', '2.1', '综合股')]
const all = [status('1', 'partial', false), status('1.1', 'met'), status('1.2', 'overdue'), status('2', 'met', false), status('2.1', 'met', false), status('2.1.1', 'met')]
const byId = new Map(all.map((one) => [one.id, one]))
const ids = (...args: Parameters<typeof treeLines>): string[] => treeLines(...args).map((line) => line.row.id)

describe('treeLines', () => {
  it('shows everything with its depth', () => {
    const lines = treeLines(rows, byId, 'all', null, new Set())
    expect(lines.map((line) => line.depth)).toEqual([0, 1, 1, 0, 1, 2])
    expect(lines.map((line) => line.hasChildren)).toEqual([true, false, false, true, true, false])
  })

  it('hides everything below a folded branch', () => {
    expect(ids(rows, byId, 'all', null, new Set(['2']))).toEqual(['1', '1.1', '1.2', '2'])
  })

  it('keeps the branches above a leaf that matches', () => {
    expect(ids(rows, byId, 'gaps', null, new Set())).toEqual(['1', '1.2'])
    expect(ids(rows, byId, 'all', '综合股', new Set())).toEqual(['1', '1.2', '2', '2.1', '2.1.1'])
    expect(ids(rows, byId, 'overdue', '党政办', new Set())).toEqual([])
  })
})

it('counts leaves alone', () => {
  expect(countGaps(all)).toEqual({ gaps: 1, overdue: 1 })
})
