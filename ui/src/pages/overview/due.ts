import type { DueRow } from '../../api/types'

/** What one department or person has to do. */
export interface DueGroup {
  /** Null where nobody is named. */
  who: string | null
  rows: DueRow[]
  overdue: number
}

/** By whom what is due is sorted. */
export type DueBy = 'department' | 'person'

/** What is due for each department (the leading one) or person (each that is named, else the leader), most overdue first. */
export function dueGroups(due: readonly DueRow[], by: DueBy): DueGroup[] {
  const groups = new Map<string | null, DueGroup>()
  for (const row of due) {
    const persons = row.persons.length > 0 ? row.persons : row.leader ? [row.leader] : [null]
    for (const who of by === 'department' ? [row.lead_dept] : persons) {
      const group = groups.get(who) ?? { who, rows: [], overdue: 0 }
      group.rows.push(row)
      if (row.days_left < 0) group.overdue += 1
      groups.set(who, group)
    }
  }
  return [...groups.values()].sort((a, b) => Number(a.who === null) - Number(b.who === null) || b.overdue - a.overdue || b.rows.length - a.rows.length)
}
