import type { IndicatorRow, IndicatorStatus, Slot, State, StatusReport } from '../../api/types'

export type Scale = 'month' | 'quarter'

/** One month or quarter of the board. */
export interface Column {
  /** First day. */
  from: string
  /** Last day. */
  to: string
  year: number
  /** Month 1–12, or quarter 1–4. */
  number: number
  /** Whether today lies in it. */
  current: boolean
}

/** What is due in one column for one indicator. */
export interface Cell {
  /** The state to show; null where nothing is due. */
  state: State | null
  slots: Slot[]
}

/** A line of the board: a leaf with its cells, or the heading of a branch. */
export interface BoardLine {
  indicator: IndicatorStatus
  row: IndicatorRow | null
  heading: boolean
  cells: Cell[]
}

export interface Board {
  columns: Column[]
  lines: BoardLine[]
}

/** What to show first when several things are due in one cell. */
const URGENCY: readonly State[] = ['overdue', 'due_soon', 'missing', 'partial', 'not_due']

/** Headings are shown when there are more leaves than one looks over at a glance. */
const LEAVES_WITHOUT_HEADINGS = 14

/** The months or quarters that a period touches. */
export function columnsOf(from: string, to: string, scale: Scale, today: string): Column[] {
  const first = monthIndex(from)
  const last = monthIndex(to)
  if (first === null || last === null || last < first) return []
  const step = scale === 'month' ? 1 : 3
  const columns: Column[] = []
  for (let month = first - (first % step); month <= last; month += step) {
    const begin = dayText(month, 1)
    const end = dayText(month + step - 1, daysIn(month + step - 1))
    columns.push({
      from: begin,
      to: end,
      year: Math.floor(month / 12),
      number: scale === 'month' ? (month % 12) + 1 : Math.floor((month % 12) / 3) + 1,
      current: begin <= today && today <= end,
    })
  }
  return columns
}

/** The state of everything in a cell together. */
export function cellState(slots: readonly Slot[]): State | null {
  const open = slots.filter((slot) => slot.state !== 'met' && slot.state !== 'not_applicable')
  if (slots.length === 0) return null
  if (open.length === 0) return slots.some((slot) => slot.state === 'met') ? 'met' : 'not_applicable'
  return URGENCY.find((state) => open.some((slot) => slot.state === state)) ?? 'missing'
}

/** Lays indicators over months by the day each slot is due; a slot without one stands at the end of its period. */
export function buildBoard(
  status: StatusReport,
  rows: readonly IndicatorRow[],
  period: { from: string; to: string },
  scale: Scale,
  department: string | null,
): Board {
  const columns = columnsOf(period.from, period.to, scale, status.as_of)
  const byId = new Map(rows.map((row) => [row.id, row]))
  // A heading that asks for something itself is a line like a leaf.
  const shown = status.indicators.filter((one) => (one.leaf || one.slots.length > 0) && belongsTo(byId.get(one.id), department))
  const headings = shown.length > LEAVES_WITHOUT_HEADINGS
  const statusById = new Map(status.indicators.map((one) => [one.id, one]))
  const lines: BoardLine[] = []
  let branch: string | null = null
  for (const indicator of shown) {
    const row = byId.get(indicator.id) ?? null
    const top = headings ? topOf(row, byId) : null
    if (top && top.id !== indicator.id && top.id !== branch) {
      const heading = statusById.get(top.id)
      if (heading) lines.push({ indicator: heading, row: top, heading: true, cells: [] })
    }
    branch = top?.id ?? null
    lines.push({ indicator, row, heading: false, cells: cellsOf(indicator, columns) })
  }
  return { columns, lines }
}

/** Whether a department leads or supports an indicator; everything belongs to no department. */
export function belongsTo(row: IndicatorRow | undefined, department: string | null): boolean {
  if (department === null) return true
  if (!row) return false
  return row.lead_dept === department || row.support_depts.includes(department)
}

/** Departments in the order they first lead something. */
export function departmentsOf(rows: readonly IndicatorRow[]): string[] {
  const names = new Set<string>()
  for (const row of rows) if (row.lead_dept) names.add(row.lead_dept)
  for (const row of rows) for (const name of row.support_depts) names.add(name)
  return [...names]
}

function cellsOf(indicator: IndicatorStatus, columns: readonly Column[]): Cell[] {
  const cells: Cell[] = columns.map(() => ({ state: null, slots: [] }))
  for (const slot of indicator.on_site ? [] : indicator.slots) {
    const index = columnOf(slot.due ?? slot.period.to, columns)
    if (index >= 0) cells[index]!.slots.push(slot)
  }
  for (const cell of cells) cell.state = cellState(cell.slots)
  return cells
}

function columnOf(day: string, columns: readonly Column[]): number {
  const index = columns.findIndex((column) => day <= column.to)
  return index < 0 ? columns.length - 1 : index
}

function topOf(row: IndicatorRow | null, byId: ReadonlyMap<string, IndicatorRow>): IndicatorRow | null {
  let at = row
  for (let depth = 0; at?.parent && depth < 32; depth++) at = byId.get(at.parent) ?? null
  return at
}

function monthIndex(day: string): number | null {
  const match = /^(\d{4})-(\d{2})/.exec(day)
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null
}

function daysIn(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
}

function dayText(month: number, day: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0')
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
