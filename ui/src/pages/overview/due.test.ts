import { describe, expect, it } from 'vitest'
import type { DueRow } from '../../api/types'
import { dueGroups } from './due'
import { slot } from './status.fixture'

const row = (code: string, days_left: number, more: Partial<DueRow> = {}): DueRow => ({
  indicator: code, code, title: code, lead_dept: null, support_depts: [], leader: null, persons: [], quote: '', slot: slot('missing', null), days_left, ...more,
})
const due = [
  row('1', -3, { lead_dept: '办公室', persons: ['张三', '李四'] }),
  row('2', 5, { lead_dept: '办公室', leader: '王局' }),
  row('3', -1, { lead_dept: '宣传科' }),
  row('4', -9),
]
const shape = (by: 'department' | 'person') => dueGroups(due, by).map((group) => [group.who, group.rows.map((one) => one.code).join(), group.overdue])

describe('what is due', () => {
  it('stands by the leading department, what nobody leads last', () => {
    expect(shape('department')).toEqual([['办公室', '1,2', 1], ['宣传科', '3', 1], [null, '4', 1]])
  })

  it('stands by every person who is named, else by the leader', () => {
    expect(shape('person')).toEqual([['张三', '1', 1], ['李四', '1', 1], ['王局', '2', 0], [null, '3,4', 2]])
  })
})
