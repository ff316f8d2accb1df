import type { DateFact, Precision } from '../api/types'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${name}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    formats.set(key, made)
  }
  return made
}

function dateOf(day: string): Date | null {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(day)
  if (!parts) return null
  return new Date(Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)))
}

/** `2026-04-03` as 4月3日 or Apr 3; with the year when it is not the one at hand. */
export function dayWords(day: string, locale: string, thisYear?: string): string {
  const date = dateOf(day)
  if (!date) return day
  if (thisYear && day.startsWith(thisYear.slice(0, 4))) {
    return format(locale, 'day', { month: 'short', day: 'numeric' }).format(date)
  }
  return format(locale, 'full', { year: 'numeric', month: 'short', day: 'numeric' }).format(date)
}

/** Days from the first to the last; one day alone once. */
export function spanWords(row: { date_from: string | null; date_to: string | null }, locale: string, today: string): string {
  const from = row.date_from ? dayWords(row.date_from, locale, today) : ''
  const to = row.date_to && row.date_to !== row.date_from ? dayWords(row.date_to, locale, today) : ''
  return [from, to].filter(Boolean).join(' – ')
}

/** `2026-04` as 2026年4月 or April 2026. */
export function monthWords(month: string, locale: string): string {
  const date = dateOf(month)
  return date ? format(locale, 'month', { year: 'numeric', month: 'long' }).format(date) : month
}

/** `2026-04-03` as 星期五 or Friday. */
export function weekdayWords(day: string, locale: string): string {
  const date = dateOf(day)
  return date && day.length >= 10 ? format(locale, 'weekday', { weekday: 'long' }).format(date) : ''
}

/** The number of a month as 4月 or Apr. */
export function monthShort(month: number, locale: string): string {
  return format(locale, 'short', { month: 'short' }).format(new Date(Date.UTC(2026, month - 1, 1)))
}

/** A date as exact as it is known: `2026-04-03 09:14`, `2026-04-03`, `2026-04`, `2026`. */
export function exactWords(fact: Pick<DateFact, 'value' | 'precision'>): string {
  const length: Record<Precision, number> = { instant: 16, day: 10, month: 7, year: 4 }
  return fact.value.slice(0, length[fact.precision]).replace('T', ' ')
}
