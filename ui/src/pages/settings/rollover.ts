import type { ChecklistRow } from '../../api/types'

/** What a new year is proposed to be called and when it is: the days a year later, and every year of the title with them. */
export function nextYear(row: Pick<ChecklistRow, 'title' | 'period_from' | 'period_to'>): { title: string; from: string; to: string } {
  const later = (day: string): string => {
    const moved = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
    // 29 February has no day a year later.
    return moved.endsWith('-02-29') ? moved.replace(/29$/, '28') : moved
  }
  const years = /20\d\d/g
  const title = years.test(row.title) ? row.title.replace(years, (year) => String(Number(year) + 1)) : `${row.title}（${Number(row.period_from.slice(0, 4)) + 1}）`
  return { title, from: later(row.period_from), to: later(row.period_to) }
}
