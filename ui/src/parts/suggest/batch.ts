import type { CandidateRow, SuggestionRow } from '../../api/types'

/** What a batch would link to one indicator. */
export interface Group {
  indicator: string
  code: string
  title: string
  rows: { row: SuggestionRow; first: CandidateRow }[]
}

/** What a batch would do: the first candidate of all that proves nothing yet and is sure enough, by indicator. */
export function plan(rows: readonly SuggestionRow[], least: number): { groups: Group[]; left: number } {
  const groups = new Map<string, Group>()
  let left = 0
  for (const row of rows) {
    const first = row.candidates[0]
    if (row.linked || !first) continue
    if (first.score < least) {
      left += 1
      continue
    }
    const known = groups.get(first.indicator) ?? { indicator: first.indicator, code: first.code, title: first.title, rows: [] }
    known.rows.push({ row, first })
    groups.set(first.indicator, known)
  }
  const order = new Intl.Collator('zh-CN', { numeric: true })
  return { groups: [...groups.values()].sort((a, b) => order.compare(a.code, b.code)), left }
}
