import { describe, expect, it } from 'vitest'
import type { Requirement } from '../../api/types'
import { blankRequirement, formOf, requirementOf, wantedWords } from './wanted'

const t = (key: string, named?: Record<string, unknown>): string => `${key}${named ? JSON.stringify(named) : ''}`
const one: Requirement = {
  ...blankRequirement('每季度至少1次，6月底前完成，照片不少于2张'),
  id: 'r1',
  deadline: { as_written: '6月底前', kind: 'date', date_from: null, date_to: '2026-06-30', relative_to: null, days: null },
  frequency: { times: 1, op: '>=', per: 'quarter', occasions: [], as_written: '每季度至少1次' },
  evidence: [{ name: '照片', any_of: ['photo'], min: 2, unit: '张', as_written: '照片不少于2张' }],
}

describe('what a requirement asks for', () => {
  it('is said in the words of the document', () => {
    expect(wantedWords(one, t)).toEqual([
      { kind: 'deadline', words: 'review.until{"words":"6月底前","day":"2026-06-30"}' },
      { kind: 'frequency', words: '每季度至少1次' },
      { kind: 'evidence', words: '照片 ≥2张' },
    ])
    const own: Requirement = { ...blankRequirement(''), threshold: { value: 30, unit: '%', op: '>=', as_written: '' }, each: 'person' }
    expect(wantedWords(own, t).map((word) => word.words)).toEqual(['≥30%', 'review.each.person'])
  })

  it('stays what it was when nothing is changed in the form', () => {
    expect(requirementOf(one, formOf(one))).toEqual(one)
  })

  it('takes what a person wrote, and no more', () => {
    const form = formOf(one)
    form.due = ''
    form.times = '4'
    form.threshold = '30'
    form.thresholdUnit = '%'
    form.evidence = [...form.evidence, { name: ' 签到表 ', any_of: ['sign_in'], min: 0, unit: null, as_written: '' }, { name: '  ', any_of: [], min: 1, unit: null, as_written: '' }]
    const next = requirementOf(one, form)
    expect(next.deadline).toBeNull()
    expect(next.frequency).toMatchObject({ times: 4, per: 'quarter', op: '>=' })
    expect(next.threshold).toEqual({ value: 30, unit: '%', op: '>=', as_written: '' })
    expect(next.evidence.map((need) => [need.name, need.min])).toEqual([
      ['照片', 2],
      ['签到表', 1],
    ])
    expect(next.quote).toBe(one.quote)
  })
})
