import type { IndicatorStatus, Slot, State, StatusReport } from '../../api/types'

export function slot(state: State, due: string | null, to = '2026-12-31'): Slot {
  return {
    requirement: 'r',
    evidence_name: '照片',
    any_of: ['photo'],
    about: null,
    occasion: null,
    measured: null,
    period: { from: '2026-01-01', to },
    due,
    need: 2,
    have: state === 'met' ? 2 : 0,
    state,
    items: [],
  }
}

export function leaf(id: string, slots: Slot[], more: Partial<IndicatorStatus> = {}): IndicatorStatus {
  return {
    id,
    code: id,
    title: id,
    leaf: true,
    on_site: false,
    state: 'missing',
    completeness: 'none',
    timing: 'none',
    due: null,
    got: 0,
    of: 5,
    leaves_met: 0,
    leaves: 1,
    slots,
    ...more,
  }
}

export function report(indicators: IndicatorStatus[]): StatusReport {
  return {
    as_of: '2026-11-23',
    score: { got: 0, of: 100 },
    indicators,
    summary: { met: 0, partial: 0, missing: 0, due_soon: 0, overdue: 0, not_due: 0, not_applicable: 0, on_site: 0 },
  }
}
