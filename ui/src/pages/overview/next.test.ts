import { describe, expect, it } from 'vitest'
import type { ItemFacets } from '../../api/types'
import { leaf, report, slot } from './status.fixture'
import { daysBetween, nextSteps } from './next'

const facets: ItemFacets = {
  all: 300, unlinked: 214, duplicates: 0, errors: 0, look_alikes: 0, versions: 0, doubts: 0, missing: 1, changed: 0, unneeded: 0, kinds: [], months: [], folders: [],
}

describe('nextSteps', () => {
  const status = report([
    leaf('1.1', [slot('due_soon', '2026-11-30')]),
    leaf('2.1', [slot('overdue', '2026-10-31')], { of: 4 }),
    leaf('2.2', [slot('overdue', '2026-11-01')], { of: 9 }),
    leaf('3.1', [slot('met', '2026-10-31')]),
    leaf('4.1', [slot('overdue', '2026-01-31')], { on_site: true }),
  ])

  it('begins with the worst gap, then what lies unsorted, then the next gap', () => {
    const steps = nextSteps(status, facets)
    expect(steps.map((step) => (step.type === 'slot' ? step.indicator.code : step.type))).toEqual(['2.2', 'unlinked', 'lost'])
    expect(steps[0]).toMatchObject({ missing: 2 })
  })

  it('shows only gaps when nothing lies about', () => {
    const steps = nextSteps(status, { ...facets, unlinked: 0, missing: 0 })
    expect(steps.map((step) => (step.type === 'slot' ? step.indicator.code : step.type))).toEqual(['2.2', '2.1', '1.1'])
  })

  it('has nothing to say when all is done', () => {
    expect(nextSteps(report([leaf('1', [slot('met', null)])]), { ...facets, unlinked: 0, missing: 0 })).toEqual([])
  })
})

it('counts days over a month', () => {
  expect(daysBetween('2026-11-23', '2026-12-12')).toBe(19)
  expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3)
})
