import { describe, expect, it } from 'vitest'
import { asked, fieldsOf, toggled } from './plans'

describe('plans of an export', () => {
  it('asks only for what was chosen', () => {
    expect(asked({ profile: '', size: '' })).toEqual({})
    expect(asked({ profile: '完整归档', size: '4G' })).toEqual({ profile: '完整归档', volume_size: '4G' })
  })

  it('copies a plan, so that editing does not change the list', () => {
    const forms = ['contents']
    const fields = fieldsOf({ name: '甲', built_in: true, path: null, fields: { departments: [], forms, to: '2026-06-30' } })
    fields.forms.push('cover')
    expect(forms).toEqual(['contents'])
    expect([fields.from, fields.to]).toEqual(['', '2026-06-30'])
  })

  it('puts in and takes out', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})
