import { describe, expect, it } from 'vitest'
import { answers, narrow, type RecordRow } from './records'

const rows: RecordRow[] = [
  { id: '1', cells: { name: '张三', department: '办公室' }, initials: 'zs' },
  { id: '2', cells: { name: '李四', department: '宣传科' }, initials: 'ls' },
  { id: '3', cells: { name: '王五', department: '宣传科' }, initials: 'ww' },
]
const ids = (found: readonly RecordRow[]) => found.map((row) => row.id)

describe('rows of a table of records', () => {
  it('are found by any cell, by initials and by several words', () => {
    expect(ids(narrow(rows, ''))).toEqual(['1', '2', '3'])
    expect(ids(narrow(rows, '宣传'))).toEqual(['2', '3'])
    expect(ids(narrow(rows, 'ZS'))).toEqual(['1'])
    expect(ids(narrow(rows, '宣传 ww'))).toEqual(['3'])
    expect(ids(narrow(rows, '赵'))).toEqual([])
  })

  it('offer the texts that are there, the most frequent first', () => {
    expect(answers(rows, 'department')).toEqual(['宣传科', '办公室'])
    expect(answers(rows, 'post')).toEqual([])
  })
})
