import type { IndicatorStatus, Phase, Slot, StatusReport } from '../../api/types'
import { daysBetween } from './next'

/** One thing that a stage of the plan still wants. */
export interface Want {
  indicator: IndicatorStatus
  slot: Slot
}

/** A stage on the time line. */
export interface PhaseSpan {
  phase: Phase
  /** Where it begins and ends, 0 to 1 of the line; null without a date. */
  begin: number | null
  end: number | null
  /** Which of the rows it stands in: stages that overlap stand below each other. */
  row: number
  when: 'past' | 'now' | 'later' | 'undated'
  wants: Want[]
}

/** Slots that are not filled yet. */
export function openSlots(status: StatusReport): Want[] {
  return status.indicators
    .filter((one) => !one.on_site)
    .flatMap((indicator) =>
      indicator.slots.filter((slot) => slot.state !== 'met' && slot.state !== 'not_applicable').map((slot) => ({ indicator, slot })),
    )
}

/** Lays the stages over the days from the first to the last of them, each with what is due in it and still wanted. */
export function phaseSpans(phases: readonly Phase[], status: StatusReport, period: { from: string; to: string }): { from: string; to: string; today: number | null; spans: PhaseSpan[] } {
  const dated = phases.flatMap((one) => [one.date_from, one.date_to]).filter((day) => day !== null)
  const from = [period.from, ...dated].reduce((a, b) => (a < b ? a : b))
  const to = [period.to, ...dated].reduce((a, b) => (a > b ? a : b))
  const days = Math.max(1, daysBetween(from, to) + 1)
  const open = openSlots(status)
  const ends: string[] = []
  const spans = phases.map((phase): PhaseSpan => {
    const first = phase.date_from ?? phase.date_to
    const last = phase.date_to ?? phase.date_from
    if (first === null || last === null) return { phase, begin: null, end: null, row: 0, when: 'undated', wants: [] }
    let row = ends.findIndex((day) => day < first)
    if (row < 0) row = ends.length
    ends[row] = last
    const when = last < status.as_of ? 'past' : first > status.as_of ? 'later' : 'now'
    const wants = open.filter(({ slot }) => first <= dueDay(slot) && dueDay(slot) <= last)
    return { phase, begin: daysBetween(from, first) / days, end: (daysBetween(from, last) + 1) / days, row, when, wants }
  })
  const at = daysBetween(from, status.as_of) / days
  return { from, to, today: at >= 0 && at <= 1 ? at : null, spans }
}

function dueDay(slot: Slot): string {
  return slot.due ?? slot.period.to
}
