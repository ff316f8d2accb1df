import type { DraftWarning, IndicatorRow } from '../../api/types'

/** The doubts of each indicator: those that stand within its sentence, its requirements', or that name its code. */
export function doubtsOf(rows: readonly IndicatorRow[], warnings: readonly DraftWarning[]): ReadonlyMap<string, DraftWarning[]> {
  const found = new Map<string, DraftWarning[]>()
  for (const warning of warnings) {
    const { span } = warning
    if (!span) continue
    const row = rows.find((one) => within(span, one))
    if (row) found.set(row.id, [...(found.get(row.id) ?? []), warning])
  }
  return found
}

function within(span: readonly [number, number], row: IndicatorRow): boolean {
  const touches = (other: readonly [number, number] | null): boolean => other !== null && span[0] < Math.max(other[1], other[0] + 1) && other[0] < Math.max(span[1], span[0] + 1)
  return touches(row.span) || row.requirements.some((one) => touches(one.span))
}

/** The next indicator after this one that nobody has seen; from the top again at the end; null when there is none left. */
export function nextUnseen(rows: readonly IndicatorRow[], id: string): string | null {
  const at = rows.findIndex((row) => row.id === id)
  const order = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))]
  return order.find((row) => !row.reviewed)?.id ?? null
}
