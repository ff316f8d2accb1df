import { describe, expect, it } from 'vitest'
import { asked, fieldsOf, offered, planOf, toggled } from './plans'

describe('plans of an export', () => {
  it('asks only for what was chosen', () => {
    expect(asked({ profile: '', size: '', password: '' })).toEqual({})
    expect(asked({ profile: '完整归档', size: '4G', password: '' })).toEqual({ profile: '完整归档', volume_size: '4G' })
    expect(asked({ profile: '', size: '', password: '口令' })).toEqual({ password: '口令' })
  })

  it('copies a plan, so that editing does not change the list', () => {
    const forms = ['contents']
    const fields = fieldsOf({ name: '甲', built_in: true, path: null, fields: { departments: [], forms, to: '2026-06-30' } })
    fields.forms.push('cover')
    expect(forms).toEqual(['contents'])
    expect([fields.from, fields.to]).toEqual(['', '2026-06-30'])
  })

  it('saves what it read, and nothing where nothing is wished', () => {
    const copies = { max_side: 1800, max_bytes: '2M', strip: true, watermark: '仅供测评' }
    const whole = { from: '2026-01-01', departments: ['党政办'], forms: ['cover'], volume_size: '4G', copies, per_indicator: true, wanted_only: false, short_names: true, sm3: true, parquet: true }
    expect(planOf(fieldsOf({ name: '甲', built_in: false, path: null, fields: whole }))).toEqual(whole)
    const bare = planOf(fieldsOf(null))
    expect(bare.copies).toBeUndefined()
    expect(planOf({ ...fieldsOf(null), strip: true }).copies).toEqual({ strip: true })
    expect(planOf({ ...fieldsOf(null), watermark: ' ' }).copies).toBeUndefined()
    expect(planOf({ ...fieldsOf(null), watermark: ' 示例 ' }).copies).toEqual({ strip: false, watermark: '示例' })
  })

  it('offers the value of a plan that somebody else made', () => {
    expect(offered([1280, 2000], '')).toEqual(['1280', '2000'])
    expect(offered([1280, 2000], '1800')).toEqual(['1280', '2000', '1800'])
  })

  it('puts in and takes out', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})
