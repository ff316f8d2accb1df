import type { EvidenceNeed, Op, Per, Requirement } from '../../api/types'

type Translate = (key: string, named?: Record<string, unknown>, plural?: number) => string

/** Units of time in the order of a list. */
export const PERS: readonly Per[] = ['year', 'half_year', 'quarter', 'two_months', 'month', 'ten_days', 'week', 'day', 'term', 'occasion']
export const OPS: readonly Op[] = ['>=', '>', '=', '<=']
export const ROLES: readonly Requirement['role'][] = ['requirement', 'window', 'context', 'generic']
export const EACHES: readonly NonNullable<Requirement['each']>[] = ['unit', 'department', 'person', 'place']

const SIGNS: Record<Op, string> = { '>=': '≥', '>': '>', '=': '=', '<=': '≤' }

/** What a requirement asks for, as short words: one per thing, in the words of the document where it gives them. */
export function wantedWords(one: Requirement, t: Translate): { kind: string; words: string }[] {
  const all: { kind: string; words: string }[] = []
  if (one.deadline) {
    const day = one.deadline.date_to
    const words = one.deadline.as_written || day || ''
    all.push({ kind: 'deadline', words: day && !words.includes(day) ? t('review.until', { words, day }) : words })
  }
  if (one.frequency) {
    const { times, per, occasions, as_written } = one.frequency
    const counted = times && per ? t('review.times', { per: t(`review.per.${per}`), n: times }) : ''
    all.push({ kind: 'frequency', words: as_written || counted || occasions.join('、') })
  }
  if (one.threshold) all.push({ kind: 'threshold', words: one.threshold.as_written || `${SIGNS[one.threshold.op]}${one.threshold.value}${one.threshold.unit}` })
  if (one.count) all.push({ kind: 'count', words: one.count.as_written || `${one.count.value}${one.count.unit}` })
  if (one.each) all.push({ kind: 'each', words: t(`review.each.${one.each}`) })
  for (const need of one.evidence) all.push({ kind: 'evidence', words: needWords(need) })
  return all
}

function needWords(need: EvidenceNeed): string {
  return need.min > 1 ? `${need.name} ≥${need.min}${need.unit ?? ''}` : need.name
}

/** A requirement that asks for nothing yet, for a person to fill in. */
export function blankRequirement(quote: string): Requirement {
  return {
    id: '',
    quote,
    span: null,
    role: 'requirement',
    deadline: null,
    frequency: null,
    threshold: null,
    count: null,
    each: null,
    evidence: [],
  }
}

/** A number that was typed; null for anything else. */
export function numberOf(text: string | number | null | undefined): number | null {
  if (text === null || text === undefined || text === '') return null
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : null
}

/** The requirement that a form's fields make, on top of what it was: words of the document stay while their value does. */
export interface WantedForm {
  role: Requirement['role']
  due: string
  times: string
  per: Per | ''
  thresholdOp: Op
  threshold: string
  thresholdUnit: string
  count: string
  countUnit: string
  each: NonNullable<Requirement['each']> | ''
  evidence: EvidenceNeed[]
}

export function formOf(one: Requirement): WantedForm {
  return {
    role: one.role,
    due: one.deadline?.date_to ?? '',
    times: one.frequency?.times?.toString() ?? '',
    per: one.frequency?.per ?? '',
    thresholdOp: one.threshold?.op ?? '>=',
    threshold: one.threshold?.value.toString() ?? '',
    thresholdUnit: one.threshold?.unit ?? '',
    count: one.count?.value.toString() ?? '',
    countUnit: one.count?.unit ?? '',
    each: one.each ?? '',
    evidence: one.evidence.map((need) => ({ ...need, any_of: [...need.any_of] })),
  }
}

export function requirementOf(before: Requirement, form: WantedForm): Requirement {
  const next = structuredClone(before)
  next.role = form.role
  if (form.due !== (before.deadline?.date_to ?? '')) {
    next.deadline = form.due
      ? { as_written: before.deadline?.as_written ?? form.due, kind: 'date', date_from: null, date_to: form.due, relative_to: null, days: null }
      : null
  }
  const times = numberOf(form.times)
  if (times !== (before.frequency?.times ?? null) || (form.per || null) !== (before.frequency?.per ?? null)) {
    const occasions = before.frequency?.occasions ?? []
    const named = times !== null || form.per || occasions.length > 0
    next.frequency = named ? { times, op: times === null ? null : '>=', per: form.per || null, occasions, as_written: '' } : null
  }
  const threshold = numberOf(form.threshold)
  const sameThreshold =
    threshold === (before.threshold?.value ?? null) && form.thresholdUnit === (before.threshold?.unit ?? '') && form.thresholdOp === (before.threshold?.op ?? '>=')
  if (!sameThreshold) next.threshold = threshold === null ? null : { value: threshold, unit: form.thresholdUnit, op: form.thresholdOp, as_written: '' }
  const count = numberOf(form.count)
  if (count !== (before.count?.value ?? null) || form.countUnit !== (before.count?.unit ?? '')) {
    next.count = count === null ? null : { value: count, unit: form.countUnit, as_written: '' }
  }
  next.each = form.each || null
  next.evidence = form.evidence
    .filter((need) => need.name.trim() !== '')
    .map((need) => ({ ...need, name: need.name.trim(), min: Math.max(1, Math.round(Number(need.min) || 1)) }))
  return next
}
