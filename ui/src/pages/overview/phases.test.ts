import { describe, expect, it } from 'vitest'
import type { Phase } from '../../api/types'
import { openSlots, phaseSpans } from './phases'
import { leaf, report, slot } from './status.fixture'

const phase = (title: string, date_from: string | null, date_to: string | null): Phase => ({ id: title, checklist: 'c', position: 0, title, quote: '', date_from, date_to })
const status = report([
  leaf('a', [slot('met', '2026-03-01'), slot('overdue', '2026-05-31'), slot('due_soon', '2026-12-10')]),
  leaf('site', [slot('missing', '2026-05-01')], { on_site: true }),
])
const year = { from: '2026-01-01', to: '2026-12-31' }

describe('stages of a plan', () => {
  it('stand where their days are, with what they still want', () => {
    const line = phaseSpans([phase('动员', '2026-01-01', '2026-03-31'), phase('实施', '2026-04-01', '2026-11-30'), phase('总结', '2026-12-01', '2026-12-31'), phase('长期', null, null)], status, year)
    expect(line.spans.map((one) => [one.when, one.wants.length, one.row])).toEqual([['past', 0, 0], ['now', 1, 0], ['later', 1, 0], ['undated', 0, 0]])
    expect(line.spans[0]!.begin).toBe(0)
    expect(line.spans[2]!.end).toBe(1)
    expect(line.today).toBeCloseTo(326 / 365, 5)
  })

  it('stand below each other where they overlap, on a line that holds them all', () => {
    const line = phaseSpans([phase('一', '2025-12-01', '2026-06-30'), phase('二', '2026-06-01', '2026-09-30'), phase('三', '2026-07-01', '2027-01-31')], status, year)
    expect(line.spans.map((one) => one.row)).toEqual([0, 1, 0])
    expect([line.from, line.to]).toEqual(['2025-12-01', '2027-01-31'])
  })

  it('do not want what is judged on site or met', () => {
    expect(openSlots(status).map((one) => one.slot.due)).toEqual(['2026-05-31', '2026-12-10'])
  })
})
