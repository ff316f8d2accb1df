import type { SheetPreview } from '../api/types'

/** What the rows of a table are. */
export type SheetKind = 'people' | 'places' | 'problems' | 'attendance'

/** What a table would do. */
export interface SheetCounts {
  fresh: number
  changed: number
  same: number
}

/** Rows that a table adds, changes and finds as they are. */
export function countSheet(kind: SheetKind, preview: SheetPreview): SheetCounts {
  const rows: readonly { id: string }[] = preview[kind]
  const fresh = rows.filter((row) => row.id === '').length
  return { fresh, changed: rows.length - fresh, same: preview.same }
}

/** A row in a few words. */
export interface SheetLine {
  name: string
  about: string
  fresh: boolean
}

/** The rows of a table, in a few words each. `people` are the names of those who are known, by id. */
export function sheetLines(kind: SheetKind, preview: SheetPreview, people: ReadonlyMap<string, string>): SheetLine[] {
  const line = (id: string, name: string, about: readonly (string | number | null)[]): SheetLine => ({
    name,
    about: about.filter((part) => part !== null && part !== '').join(' · '),
    fresh: id === '',
  })
  switch (kind) {
    case 'people':
      return preview.people.map((one) => line(one.id, one.name, [one.department, one.post, one.volunteer]))
    case 'places':
      return preview.places.map((one) => line(one.id, one.name, [one.kind, one.segment, one.department, one.person]))
    case 'problems':
      return preview.problems.map((one) => line(one.id, one.description, [one.place, one.department, one.person, one.deadline]))
    case 'attendance':
      return preview.attendance.map((one) => line(one.id, people.get(one.person) ?? one.person, [one.on_day, one.occasion, one.hours]))
  }
}
