import type { Attendance, Person } from '../../api/types'

/** One occasion on one day with all who came. */
export interface Session {
  key: string
  on: string
  activity: string | null
  occasion: string | null
  rows: Attendance[]
  hours: number
}

/** Names a session: its activity or what it was, and the day. */
export function sessionKey(one: Pick<Attendance, 'activity' | 'occasion' | 'on_day'>): string {
  return `${one.on_day}|${one.activity ?? ''}|${one.occasion ?? ''}`
}

/** Attendance by session, the newest first. */
export function sessions(attendance: readonly Attendance[]): Session[] {
  const all = new Map<string, Session>()
  for (const one of attendance) {
    const key = sessionKey(one)
    let session = all.get(key)
    if (!session) {
      session = { key, on: one.on_day, activity: one.activity, occasion: one.occasion, rows: [], hours: 0 }
      all.set(key, session)
    }
    session.rows.push(one)
    session.hours += one.hours ?? 0
  }
  return [...all.values()].sort((a, b) => b.on.localeCompare(a.on) || a.key.localeCompare(b.key))
}

/** What one person did in a stretch of days. */
export interface PersonTotal {
  person: Person
  times: number
  hours: number
}

/** Times and hours of every person, from one day to another, the most hours first. */
export function personTotals(people: readonly Person[], attendance: readonly Attendance[], from = '', to = '9999-12-31'): PersonTotal[] {
  const totals = new Map(people.map((person) => [person.id, { person, times: 0, hours: 0 }]))
  for (const one of attendance) {
    const total = totals.get(one.person)
    if (!total || one.on_day < from || one.on_day > to) continue
    total.times += 1
    total.hours += one.hours ?? 0
  }
  return [...totals.values()].sort((a, b) => b.hours - a.hours || b.times - a.times || a.person.name.localeCompare(b.person.name, 'zh-CN'))
}

/** The sessions that a query fits: what it was, or the name or initials of somebody who came. */
export function narrowSessions(all: readonly Session[], query: string, people: ReadonlyMap<string, { name: string; initials: string }>): readonly Session[] {
  const wanted = query.trim().toLowerCase()
  if (!wanted) return all
  const came = (id: string): boolean => {
    const person = people.get(id)
    return person !== undefined && (person.name.includes(wanted) || person.initials.startsWith(wanted))
  }
  return all.filter((one) => one.occasion?.toLowerCase().includes(wanted) || one.on.includes(wanted) || one.rows.some((row) => came(row.person)))
}

/** Those who came by department, in the order of the roster; people without a department last. */
export function byDepartment(rows: readonly Attendance[], people: ReadonlyMap<string, Person>): { department: string | null; rows: Attendance[] }[] {
  const groups = new Map<string | null, Attendance[]>()
  const order = new Map([...people.keys()].map((id, index) => [id, index]))
  const sorted = [...rows].sort((a, b) => (order.get(a.person) ?? 0) - (order.get(b.person) ?? 0))
  for (const row of sorted) {
    const department = people.get(row.person)?.department ?? null
    groups.set(department, [...(groups.get(department) ?? []), row])
  }
  const all = [...groups].map(([department, found]) => ({ department, rows: found }))
  return all.sort((a, b) => Number(a.department === null) - Number(b.department === null))
}

/** A number of hours without a tail: 2.5, 3. */
export function hoursWords(hours: number): string {
  return String(Math.round(hours * 100) / 100)
}
