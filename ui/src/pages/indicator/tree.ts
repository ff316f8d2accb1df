import type { IndicatorRow, IndicatorStatus, State } from '../../api/types'

/** Which indicators the tree shows. */
export type TreeFilter = 'all' | 'gaps' | 'overdue'

/** A line of the tree. */
export interface TreeLine {
  row: IndicatorRow
  status: IndicatorStatus | null
  /** 0 for the top. */
  depth: number
  hasChildren: boolean
  open: boolean
}

/** States in which something is still to be found. */
export const GAP_STATES: readonly State[] = ['partial', 'missing', 'due_soon', 'overdue']

export function isGap(status: IndicatorStatus | null | undefined): boolean {
  return !!status && !status.on_site && GAP_STATES.includes(status.state)
}

export function isOverdue(status: IndicatorStatus | null | undefined): boolean {
  return !!status && !status.on_site && (status.state === 'overdue' || status.timing === 'overdue')
}

/** The lines to show, in tree order: matching leaves with the branches above them, without what is folded. */
export function treeLines(
  rows: readonly IndicatorRow[],
  status: ReadonlyMap<string, IndicatorStatus>,
  filter: TreeFilter,
  department: string | null,
  folded: ReadonlySet<string>,
): TreeLine[] {
  const parents = new Set(rows.map((row) => row.parent).filter((id): id is string => id !== null))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const wanted = new Set<string>()
  for (const row of rows) {
    if (parents.has(row.id) || !matches(row, status.get(row.id), filter, department)) continue
    let at: IndicatorRow | undefined = row
    while (at && !wanted.has(at.id)) {
      wanted.add(at.id)
      at = at.parent ? byId.get(at.parent) : undefined
    }
  }
  const everything = filter === 'all' && department === null
  const hidden = new Set<string>()
  const depths = new Map<string, number>()
  const lines: TreeLine[] = []
  for (const row of rows) {
    const depth = row.parent ? (depths.get(row.parent) ?? 0) + 1 : 0
    depths.set(row.id, depth)
    if (row.parent && (hidden.has(row.parent) || folded.has(row.parent))) {
      hidden.add(row.id)
      continue
    }
    if (!everything && !wanted.has(row.id)) continue
    const hasChildren = parents.has(row.id)
    const open = hasChildren && !folded.has(row.id)
    lines.push({ row, status: status.get(row.id) ?? null, depth, hasChildren, open })
  }
  return lines
}

function matches(
  row: IndicatorRow,
  status: IndicatorStatus | undefined,
  filter: TreeFilter,
  department: string | null,
): boolean {
  if (department !== null && row.lead_dept !== department && !row.support_depts.includes(department)) return false
  if (filter === 'gaps') return isGap(status)
  if (filter === 'overdue') return isOverdue(status)
  return true
}

/** How many leaves have a gap, and how many are overdue. */
export function countGaps(status: Iterable<IndicatorStatus>): { gaps: number; overdue: number } {
  let gaps = 0
  let overdue = 0
  for (const one of status) {
    if (!one.leaf) continue
    if (isGap(one)) gaps++
    if (isOverdue(one)) overdue++
  }
  return { gaps, overdue }
}
