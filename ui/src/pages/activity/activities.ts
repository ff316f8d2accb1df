import type { ActivityRow, GroupReason, Kind } from '../../api/types'

/** Which activities are shown. */
export type Shown = 'proposed' | 'confirmed' | 'unlinked' | 'all'

/** Whether an activity is among those shown. */
export function isShown(one: ActivityRow, shown: Shown): boolean {
  switch (shown) {
    case 'proposed':
      return one.state === 'proposed'
    case 'confirmed':
      return one.state === 'confirmed'
    case 'unlinked':
      return one.state === 'confirmed' && one.links.length === 0
    case 'all':
      return true
  }
}

/** How many activities each list has. */
export type Counts = Readonly<Record<Shown, number>>

/** The list that stands open while nobody asked for another: what is to be confirmed; where the last of it was confirmed just now, what
 * then still wants an indicator; else the whole year. */
export function openList(counts: Counts, workedOff: boolean): Shown {
  if (counts.proposed > 0) return 'proposed'
  return workedOff && counts.unlinked > 0 ? 'unlinked' : 'all'
}

/** Activities of one month, in their order. */
export interface Month {
  /** `2026-04`; empty for those without a day. */
  month: string
  rows: ActivityRow[]
}

/** Activities by month; those without a day last. */
export function byMonth(rows: readonly ActivityRow[]): Month[] {
  const months: Month[] = []
  for (const row of rows) {
    const month = row.date_from?.slice(0, 7) ?? ''
    const last = months.at(-1)
    if (last?.month === month) last.rows.push(row)
    else months.push({ month, rows: [row] })
  }
  return months
}

/** What an activity is usually proved by, and which kinds are it. */
export const EVIDENCE = {
  notice: ['notice', 'plan'],
  sign_in: ['sign_in', 'roster'],
  photo: ['photo', 'video'],
  summary: ['summary', 'brief', 'report', 'minutes'],
} as const satisfies Record<string, readonly Kind[]>

/** One of the usual kinds of evidence with how many items are there. */
export interface EvidenceCount {
  name: keyof typeof EVIDENCE
  items: number
}

/** How many items of each usual kind of evidence there are, and how many of other kinds. */
export function evidenceOf(row: ActivityRow): { usual: EvidenceCount[]; others: number } {
  const count = (kinds: readonly Kind[]): number =>
    row.kinds.reduce((sum, one) => (kinds.includes(one.kind) ? sum + one.items : sum), 0)
  const usual = (Object.keys(EVIDENCE) as (keyof typeof EVIDENCE)[]).map((name) => ({ name, items: count(EVIDENCE[name]) }))
  const counted = usual.reduce((sum, one) => sum + one.items, 0)
  return { usual, others: row.items.length - counted }
}

type Say = (key: string, values?: Record<string, unknown>) => string

/** Why items are proposed as one activity, in the language of the page; the strongest reasons and every doubt. */
export function groupWords(t: Say, reasons: readonly GroupReason[], most = 3): string {
  const strongest = reasons.filter((one) => !one.doubt).slice(0, most)
  return [...strongest, ...reasons.filter((one) => one.doubt)]
    .map((one) => t(`activity.reason.${one.rule}`, { found: one.found ?? '' }))
    .join(t('suggest.and'))
}

/** From which confidence a proposal is sure enough to be confirmed without looking at each. */
export const SURE = 0.8

/** Proposals that are sure enough to be confirmed together. */
export function sure(rows: readonly ActivityRow[]): string[] {
  return rows.filter((row) => (row.confidence ?? 0) >= SURE).map((row) => row.id)
}

/** What is chosen after a change: what was chosen, else what took its place in the list. */
export function stay(ids: readonly string[], chosen: string | null, index: number): string | null {
  if (chosen !== null && ids.includes(chosen)) return chosen
  return ids[Math.min(Math.max(0, index), ids.length - 1)] ?? null
}
