import type { IndicatorRow, StatusReport } from '../../api/types'

/** How many of the leaves that a department leads are met. */
export interface DepartmentLine {
  /** Null for leaves that nobody leads. */
  department: string | null
  met: number
  of: number
}

/** Departments with most open leaves first; what does not apply or is judged on site is left out. */
export function departmentGaps(status: StatusReport, rows: readonly IndicatorRow[]): DepartmentLine[] {
  const leads = new Map(rows.map((row) => [row.id, row.lead_dept]))
  const lines = new Map<string | null, DepartmentLine>()
  for (const one of status.indicators) {
    if (!one.leaf || one.on_site || one.state === 'not_applicable') continue
    const department = leads.get(one.id) || null
    const line = lines.get(department) ?? { department, met: 0, of: 0 }
    line.of++
    if (one.state === 'met') line.met++
    lines.set(department, line)
  }
  return [...lines.values()].sort((a, b) => b.of - b.met - (a.of - a.met) || b.of - a.of)
}
