import type { IndicatorStatus } from '../../api/types'
import { dayWords } from '../../parts/days'
import { daysBetween } from '../overview/next'

type Translate = (key: string, named?: Record<string, unknown>, plural?: number) => string

/** The most useful word for an indicator's state: how many days over, what is missing, how many leaves are met. */
export function badgeOf(status: IndicatorStatus, today: string, t: Translate, locale: string): string {
  const word = t(`indicator.state.${status.state}`)
  if (status.state === 'met' || status.state === 'not_applicable') return word
  if (!status.leaf) return `${status.leaves_met} / ${status.leaves}`
  if (status.state === 'overdue' && status.due) {
    const n = daysBetween(status.due, today)
    return t('indicator.overdueDays', { n }, n)
  }
  if (status.state === 'due_soon' && status.due) {
    return t('indicator.dueOn', { day: dayWords(status.due, locale, today) })
  }
  const open = status.slots.filter((slot) => slot.have < slot.need && slot.state !== 'not_applicable')
  const names = new Set(open.map((slot) => slot.evidence_name))
  const [name] = names
  if (names.size === 1 && name && status.state !== 'not_due') return t('indicator.lacks', { name })
  const slots = status.slots.filter((slot) => slot.state !== 'not_applicable')
  if (status.state === 'partial' && slots.length > 1) {
    return `${slots.filter((slot) => slot.state === 'met').length} / ${slots.length}`
  }
  return word
}
