import type { IndicatorStatus, ItemFacets, Slot, StatusReport } from '../../api/types'

/** One useful thing to do now. */
export type Step =
  | { type: 'slot'; indicator: IndicatorStatus; slot: Slot; missing: number }
  | { type: 'unlinked'; count: number }
  | { type: 'changed'; count: number }
  | { type: 'lost'; count: number }

/** Days from one day to another; negative when it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The one slot of an indicator that is due first among those still open. */
export function mostUrgentSlot(indicator: IndicatorStatus): Slot | null {
  let best: Slot | null = null
  for (const slot of indicator.slots) {
    if (slot.state === 'met' || slot.state === 'not_applicable' || slot.have >= slot.need) continue
    if (!best || (slot.due ?? '9999') < (best.due ?? '9999')) best = slot
  }
  return best
}

/** Gaps in the order in which closing them helps most: past due, due soon, then by points. */
export function gapsInOrder(status: StatusReport): Extract<Step, { type: 'slot' }>[] {
  const gaps: Extract<Step, { type: 'slot' }>[] = []
  for (const indicator of status.indicators) {
    if (!indicator.leaf || indicator.on_site) continue
    const slot = mostUrgentSlot(indicator)
    if (slot) gaps.push({ type: 'slot', indicator, slot, missing: slot.need - slot.have })
  }
  const rank = (gap: (typeof gaps)[number]): number =>
    gap.slot.state === 'overdue' ? 0 : gap.slot.state === 'due_soon' ? 1 : gap.slot.state === 'not_due' ? 3 : 2
  return gaps.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      b.indicator.of - a.indicator.of ||
      (a.slot.due ?? '9999').localeCompare(b.slot.due ?? '9999') ||
      a.indicator.code.localeCompare(b.indicator.code, undefined, { numeric: true }),
  )
}

/** The most useful things to do: the worst gap, what lies unsorted, the next gap, then what needs a look. */
export function nextSteps(status: StatusReport, facets: ItemFacets | null, most = 3): Step[] {
  const gaps = gapsInOrder(status)
  const steps: Step[] = gaps.slice(0, 1)
  if (facets && facets.changed > 0) steps.push({ type: 'changed', count: facets.changed })
  if (facets && facets.unlinked > 0) steps.push({ type: 'unlinked', count: facets.unlinked })
  if (facets && facets.missing > 0 && steps.length < most) steps.push({ type: 'lost', count: facets.missing })
  for (const gap of gaps.slice(1)) steps.push(gap)
  return steps.slice(0, most)
}
