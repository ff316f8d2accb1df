/** A column of a table of records. */
export interface RecordColumn {
  /** Name of the field. */
  field: string
  /** Its heading. */
  label: string
  /** Width as a CSS grid track. */
  width: string
  /** Answers that are offered; others can be written. */
  offers?: readonly string[]
  /** What stands in an empty cell of the row for a new one. */
  hint?: string
}

/** A record as a row: an id and texts by field. */
export interface RecordRow {
  id: string
  /** What each cell says. */
  cells: Record<string, string | null>
  /** Words to find it by beside its cells. */
  initials?: string
}

/** The rows that a query fits: any cell holds it, or the initials of the name do. */
export function narrow<R extends RecordRow>(rows: readonly R[], query: string): readonly R[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  const holds = (row: R, word: string): boolean =>
    Object.values(row.cells).some((cell) => cell?.toLowerCase().includes(word) ?? false) || (row.initials?.includes(word) ?? false)
  return rows.filter((row) => words.every((word) => holds(row, word)))
}

/** The different texts of a field, most frequent first. */
export function answers(rows: readonly RecordRow[], field: string): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const cell = row.cells[field]
    if (cell) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text)
}
