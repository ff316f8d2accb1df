import { describe, expect, it } from 'vitest'
import { takeNew } from './takeNew'

describe('a form whose row is read anew', () => {
  it('keeps what is being typed, and takes what became different', () => {
    const fields = { title: '健全工作机', lead: '办公室' }
    const before = { title: '健全', lead: '办公室' }
    takeNew(fields, before, { title: '健全', lead: '党政办' })
    expect(fields).toEqual({ title: '健全工作机', lead: '党政办' })
  })

  it('takes the ledger’s word where both changed', () => {
    const fields = { title: '甲乙' }
    takeNew(fields, { title: '甲' }, { title: '丙' })
    expect(fields).toEqual({ title: '丙' })
  })
})
