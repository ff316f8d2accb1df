import type { Patrol, ProblemRow } from '../../api/types'

/** Monday and Sunday of the week of a day. */
export function weekOf(day: string): { from: string; to: string } {
  const at = Date.parse(day)
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000
  const text = (time: number): string => new Date(time).toISOString().slice(0, 10)
  return { from: text(monday), to: text(monday + 6 * 86_400_000) }
}

/** On how many days of a week each place was looked after. */
export function daysByPlace(patrols: readonly Patrol[], week: { from: string; to: string }): ReadonlyMap<string, number> {
  const days = new Map<string, Set<string>>()
  for (const { place, on_day } of patrols) {
    if (on_day < week.from || on_day > week.to) continue
    const known = days.get(place) ?? new Set()
    days.set(place, known.add(on_day))
  }
  return new Map([...days].map(([place, all]) => [place, all.size]))
}

/** How many problems of each place are not closed. */
export function openByPlace(problems: readonly ProblemRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { problem } of problems) {
    if (problem.place && problem.state !== 'closed') counts.set(problem.place, (counts.get(problem.place) ?? 0) + 1)
  }
  return counts
}
