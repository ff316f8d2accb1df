import { describe, expect, it } from 'vitest'
import type { IndicatorRow } from '../../api/types'
import { leaf, report, slot } from './status.fixture'
import { buildBoard, cellState, columnsOf, departmentsOf } from './board'

function row(id: string, parent: string | null, lead: string | null, support: string[] = []): IndicatorRow {
  return {
    id, code: id, title: id, level: parent ? 2 : 1, parent, content: null, quote: '', span: null, lead_dept: lead,
    support_depts: support, leader: null, persons: [], score: null, method: null, requirements: [], reviewed: true,
    links: 0, waivers: [],
  }
}

const year = { from: '2026-01-01', to: '2026-12-31' }

describe('columnsOf', () => {
  it('gives months and quarters and marks today', () => {
    const months = columnsOf('2026-01-01', '2026-12-31', 'month', '2026-11-23')
    expect(months).toHaveLength(12)
    expect(months[1]).toMatchObject({ from: '2026-02-01', to: '2026-02-28', number: 2, current: false })
    expect(months[10]!.current).toBe(true)
    const quarters = columnsOf('2025-12-01', '2026-11-30', 'quarter', '2026-11-23')
    expect(quarters.map((one) => `${one.year}-${one.number}`)).toEqual(['2025-4', '2026-1', '2026-2', '2026-3', '2026-4'])
  })

  it('gives nothing for a period that makes no sense', () => {
    expect(columnsOf('', '', 'month', '2026-01-01')).toEqual([])
    expect(columnsOf('2026-05-01', '2026-01-01', 'month', '2026-01-01')).toEqual([])
  })
})

describe('cellState', () => {
  it('shows the most urgent open slot, and met only when all are', () => {
    expect(cellState([])).toBeNull()
    expect(cellState([slot('met', null), slot('met', null)])).toBe('met')
    expect(cellState([slot('met', null), slot('partial', null), slot('overdue', null)])).toBe('overdue')
    expect(cellState([slot('not_applicable', null)])).toBe('not_applicable')
    expect(cellState([slot('met', null), slot('not_applicable', null)])).toBe('met')
  })
})

describe('buildBoard', () => {
  it('puts a slot where it is due, and one due after the period into the last column', () => {
    const status = report([leaf('a', [slot('met', '2026-06-30'), slot('due_soon', '2027-01-15'), slot('missing', null, '2026-03-31')])])
    const [line] = buildBoard(status, [row('a', null, null)], year, 'month', null).lines
    expect(line!.cells.map((cell) => cell.state)).toEqual([
      null, null, 'missing', null, null, 'met', null, null, null, null, null, 'due_soon',
    ])
  })

  it('filters by department', () => {
    const status = report([leaf('a', []), leaf('b', [])])
    const rows = [row('a', null, '党政办'), row('b', null, '综合股', ['党政办'])]
    expect(buildBoard(status, rows, year, 'month', '综合股').lines.map((line) => line.indicator.id)).toEqual(['b'])
    expect(buildBoard(status, rows, year, 'month', '党政办').lines).toHaveLength(2)
    expect(departmentsOf(rows)).toEqual(['党政办', '综合股'])
  })

  it('puts many leaves under the heading of their branch', () => {
    const leaves = Array.from({ length: 15 }, (_, i) => leaf(`${i < 8 ? 1 : 2}.${i}`, []))
    const branches = ['1', '2'].map((id) => leaf(id, [], { leaf: false }))
    const status = report([branches[0]!, ...leaves.slice(0, 8), branches[1]!, ...leaves.slice(8)])
    const rows = [row('1', null, null), row('2', null, null), ...leaves.map((one) => row(one.id, one.id[0]!, null))]
    const lines = buildBoard(status, rows, year, 'quarter', null).lines
    expect(lines.filter((line) => line.heading).map((line) => line.indicator.id)).toEqual(['1', '2'])
    expect(lines).toHaveLength(17)
  })
})
