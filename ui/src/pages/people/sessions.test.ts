import { describe, expect, it } from 'vitest'
import type { Attendance, Person } from '../../api/types'
import { byDepartment, hoursWords, narrowSessions, personTotals, sessions } from './sessions'

const came = (id: string, person: string, on_day: string, hours: number | null, occasion = '清扫'): Attendance => ({ id, person, on_day, hours, occasion, activity: null })
const person = (id: string, name: string, department: string | null): Person => ({ id, name, department, post: null, volunteer: null })
const all = [came('1', 'a', '2026-03-05', 2), came('2', 'b', '2026-03-05', null), came('3', 'a', '2026-05-01', 1.5, '值守')]
const people = [person('a', '张三', null), person('b', '李四', '办公室'), person('c', '王五', '办公室')]

describe('attendance', () => {
  it('is grouped by occasion and day, the newest first', () => {
    expect(sessions(all).map((one) => [one.on, one.occasion, one.rows.length, one.hours])).toEqual([
      ['2026-05-01', '值守', 1, 1.5],
      ['2026-03-05', '清扫', 2, 2],
    ])
  })

  it('sums up by person, within a stretch of days', () => {
    const of = (from?: string, to?: string) => personTotals(people, all, from, to).map((one) => [one.person.id, one.times, one.hours])
    expect(of()).toEqual([['a', 2, 3.5], ['b', 1, 0], ['c', 0, 0]])
    expect(of('2026-04-01', '2026-12-31')[0]).toEqual(['a', 1, 1.5])
  })

  it('stands by department, people without one last', () => {
    const groups = byDepartment(all.slice(0, 2), new Map(people.map((one) => [one.id, one])))
    expect(groups.map((group) => [group.department, group.rows.length])).toEqual([['办公室', 1], [null, 1]])
  })

  it('is found by what it was and by who came', () => {
    const who = new Map([['a', { name: '张三', initials: 'zs' }], ['b', { name: '李四', initials: 'ls' }]])
    const found = (query: string) => narrowSessions(sessions(all), query, who).map((one) => one.occasion)
    expect(found('')).toEqual(['值守', '清扫'])
    expect(found('清')).toEqual(['清扫'])
    expect(found('LS')).toEqual(['清扫'])
    expect(found('张三')).toEqual(['值守', '清扫'])
  })

  it('shows hours without a tail', () => {
    expect([2, 2.5, 0.1 + 0.2].map(hoursWords)).toEqual(['2', '2.5', '0.3'])
  })
})
