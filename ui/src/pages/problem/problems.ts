import type { Problem, ProblemRow, ProblemState } from '../../api/types'

/** How far a problem can come, in order. */
export const STATES: readonly ProblemState[] = ['found', 'assigned', 'fixed', 'checked', 'closed']

/** What problems are shown. */
export interface ProblemFilter {
  /** A state, `open` for all that are not closed, `overdue`, or `all`. */
  state: ProblemState | 'open' | 'overdue' | 'all'
  department: string
  query: string
}

/** The state after this one; none after the last. */
export function nextState(state: ProblemState): ProblemState | null {
  return STATES[STATES.indexOf(state) + 1] ?? null
}

/** The problems that a filter leaves: those that are overdue first, then by deadline, those that are closed last. */
export function shownProblems(rows: readonly ProblemRow[], filter: ProblemFilter): ProblemRow[] {
  const words = filter.query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (row: ProblemRow): boolean => {
    const { problem } = row
    if (filter.state === 'open' && problem.state === 'closed') return false
    if (filter.state === 'overdue' && !row.overdue) return false
    if (STATES.includes(filter.state as ProblemState) && problem.state !== filter.state) return false
    if (filter.department && problem.department !== filter.department) return false
    const text = [problem.description, problem.place, problem.department, problem.person, problem.measures, row.code].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const rank = (row: ProblemRow): number => (row.overdue ? 0 : row.problem.state === 'closed' ? 2 : 1)
  const day = (row: ProblemRow): string => row.problem.deadline ?? '9999'
  return rows.filter(holds).sort((a, b) => rank(a) - rank(b) || day(a).localeCompare(day(b)) || b.problem.found_on.localeCompare(a.problem.found_on))
}

/** How many problems there are in each state, open and overdue. */
export function problemCounts(rows: readonly ProblemRow[]): Record<ProblemFilter['state'], number> {
  const counts = { all: rows.length, open: 0, overdue: 0, found: 0, assigned: 0, fixed: 0, checked: 0, closed: 0 }
  for (const { problem, overdue } of rows) {
    counts[problem.state] += 1
    if (problem.state !== 'closed') counts.open += 1
    if (overdue) counts.overdue += 1
  }
  return counts
}

/** What a problem is after it went one step on: the day of its closing is kept, and cleared where it is opened again. */
export function moved(problem: Problem, state: ProblemState, today: string): Problem {
  return { ...problem, state, closed_on: state === 'closed' ? (problem.closed_on ?? today) : null }
}

/** A problem of today with nothing else said. */
export function blank(today: string): Problem {
  return {
    id: '',
    description: '',
    found_on: today,
    found_by: 'self_check',
    indicator: null,
    place: null,
    department: null,
    person: null,
    deadline: null,
    measures: null,
    state: 'found',
    closed_on: null,
  }
}
