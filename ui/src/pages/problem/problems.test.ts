import { describe, expect, it } from 'vitest'
import type { Problem, ProblemRow } from '../../api/types'
import { blank, moved, nextState, problemCounts, shownProblems } from './problems'

function row(id: string, set: Partial<Problem>, overdue = false): ProblemRow {
  return { problem: { ...blank('2026-04-01'), id, description: id, ...set }, code: null, overdue, items: [] }
}
const rows = [
  row('closed', { state: 'closed', closed_on: '2026-04-02' }),
  row('later', { state: 'assigned', deadline: '2026-06-01', department: '城管科', place: '人民路' }),
  row('soon', { state: 'fixed', deadline: '2026-05-01' }),
  row('late', { state: 'found', deadline: '2026-03-01', department: '城管科' }, true),
]
const ids = (filter: Partial<Parameters<typeof shownProblems>[1]>) =>
  shownProblems(rows, { state: 'all', department: '', query: '', ...filter }).map((one) => one.problem.id)

describe('problems', () => {
  it('stand with what is overdue first and what is closed last', () => {
    expect(ids({})).toEqual(['late', 'soon', 'later', 'closed'])
  })

  it('are narrowed by state, department and words', () => {
    expect(ids({ state: 'open' })).toEqual(['late', 'soon', 'later'])
    expect(ids({ state: 'overdue' })).toEqual(['late'])
    expect(ids({ state: 'fixed' })).toEqual(['soon'])
    expect(ids({ department: '城管科' })).toEqual(['late', 'later'])
    expect(ids({ query: '人民路 城管' })).toEqual(['later'])
  })

  it('are counted', () => {
    expect(problemCounts(rows)).toEqual({ all: 4, open: 3, overdue: 1, found: 1, assigned: 1, fixed: 1, checked: 0, closed: 1 })
  })

  it('go on step by step, with the day they were closed', () => {
    expect(nextState('found')).toBe('assigned')
    expect(nextState('closed')).toBeNull()
    const closed = moved(blank('2026-04-01'), 'closed', '2026-05-02')
    expect(closed.closed_on).toBe('2026-05-02')
    expect(moved(closed, 'closed', '2026-06-01').closed_on).toBe('2026-05-02')
    expect(moved(closed, 'assigned', '2026-06-01').closed_on).toBeNull()
  })
})
