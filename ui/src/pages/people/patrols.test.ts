import { expect, it } from 'vitest'
import type { Patrol, ProblemRow } from '../../api/types'
import { daysByPlace, openByPlace, weekOf } from './patrols'

const patrol = (place: string, on_day: string): Patrol => ({ id: `${place}${on_day}`, place, on_day, person: null, note: null })

it('a week goes from Monday to Sunday', () => {
  expect(weekOf('2026-06-15')).toEqual({ from: '2026-06-15', to: '2026-06-21' })
  expect(weekOf('2026-06-21')).toEqual({ from: '2026-06-15', to: '2026-06-21' })
  expect(weekOf('2026-01-01')).toEqual({ from: '2025-12-29', to: '2026-01-04' })
})

it('a day on which a place was looked after twice counts once', () => {
  const all = [patrol('东关村', '2026-06-14'), patrol('东关村', '2026-06-15'), { ...patrol('东关村', '2026-06-15'), id: 'again' }, patrol('西关村', '2026-06-21')]
  const days = daysByPlace(all, weekOf('2026-06-17'))
  expect([...days]).toEqual([['东关村', 1], ['西关村', 1]])
})

it('problems that are closed are not counted', () => {
  const problem = (place: string | null, state: string): ProblemRow => ({ problem: { place, state } }) as ProblemRow
  const counts = openByPlace([problem('东关村', 'found'), problem('东关村', 'checked'), problem('东关村', 'closed'), problem(null, 'found')])
  expect([...counts]).toEqual([['东关村', 2]])
})
