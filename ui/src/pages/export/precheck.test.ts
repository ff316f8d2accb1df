import { describe, expect, it } from 'vitest'
import type { PrecheckFinding } from '../../api/types'
import { groupFindings, neverAllowed, placeOf } from './precheck'

function finding(code: string, severity: string, more: Partial<PrecheckFinding> = {}): PrecheckFinding {
  return { group: 'safety', code, name: '', severity, subject: '', item: null, indicator: null, detail: '', message: '', can_be_allowed: false, ...more }
}

describe('the pre-check', () => {
  it('keeps findings of one rule together in their order', () => {
    const groups = groupFindings([finding('secret', 'block'), finding('no_date', 'warn'), finding('secret', 'block')])
    expect(groups.map((group) => [group.code, group.findings.length])).toEqual([
      ['secret', 2],
      ['no_date', 1],
    ])
  })

  it('counts what nothing overrides', () => {
    expect(neverAllowed([finding('secret', 'block'), finding('unavailable', 'block', { can_be_allowed: true }), finding('gap', 'warn')])).toBe(1)
  })

  it('opens the item or the indicator', () => {
    expect(placeOf(finding('secret', 'block', { item: 'a' }))).toEqual({ name: 'material', query: { item: 'a' } })
    expect(placeOf(finding('gap', 'warn', { indicator: 'b' }))).toEqual({ name: 'indicator', query: { id: 'b' } })
    expect(placeOf(finding('unavailable', 'block'))).toBeNull()
  })
})
