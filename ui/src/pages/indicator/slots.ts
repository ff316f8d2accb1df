import type { LinkRow, Period, Requirement, Slot, State, Threshold } from '../../api/types'

/** What is wanted for one requirement in one period, with everything that fills it. */
export interface SlotCard {
  key: string
  requirement: Requirement | null
  /** The festival or other occasion, where several are named. */
  occasion: string | null
  /** The department or place, where each has a card. */
  about: string | null
  period: Period
  due: string | null
  state: State
  slots: Slot[]
  /** Evidence that fills any of the slots, in the indicator's order. */
  links: LinkRow[]
  /** Names of what is still to be found, one per missing piece, at most `MOST_HOLES` in all. */
  holes: (string | null)[]
  /** Missing pieces that are not drawn. */
  moreHoles: number
}

const MOST_HOLES = 4

const URGENCY: readonly State[] = ['overdue', 'due_soon', 'missing', 'partial', 'not_due']

/** Puts the slots of one requirement and period together on one card. */
export function slotCards(
  slots: readonly Slot[],
  requirements: readonly Requirement[],
  links: readonly LinkRow[],
): SlotCard[] {
  const byId = new Map(requirements.map((one) => [one.id, one]))
  const cards = new Map<string, SlotCard>()
  for (const slot of slots) {
    const key = [slot.requirement ?? '', slot.period.from, slot.period.to, slot.occasion ?? '', slot.about ?? ''].join('|')
    let card = cards.get(key)
    if (!card) {
      const requirement = slot.requirement ? (byId.get(slot.requirement) ?? null) : null
      card = { key, requirement, occasion: slot.occasion ?? null, about: slot.about ?? null, period: slot.period, due: null, state: 'met', slots: [], links: [], holes: [], moreHoles: 0 }
      cards.set(key, card)
    }
    card.slots.push(slot)
  }
  for (const card of cards.values()) fill(card, links)
  return [...cards.values()]
}

function fill(card: SlotCard, links: readonly LinkRow[]): void {
  const items = new Set(card.slots.flatMap((slot) => slot.items))
  card.links = links.filter((link) => (link.item ? items.has(link.item.id) : (link.activity?.items.some((id) => items.has(id)) ?? false)))
  const open = card.slots.filter((slot) => slot.state !== 'met' && slot.state !== 'not_applicable')
  card.due = earliest((open.length > 0 ? open : card.slots).map((slot) => slot.due))
  if (open.length === 0) {
    card.state = card.slots.some((slot) => slot.state === 'met') ? 'met' : 'not_applicable'
  } else {
    card.state = URGENCY.find((state) => open.some((slot) => slot.state === state)) ?? 'missing'
  }
  let missing = 0
  // A value is reported, not filled with material.
  for (const slot of open.filter((one) => !one.measured)) {
    for (let piece = slot.have; piece < slot.need; piece++) {
      missing++
      if (card.holes.length < MOST_HOLES) card.holes.push(slot.evidence_name)
    }
  }
  card.moreHoles = missing - card.holes.length
}

function earliest(days: readonly (string | null)[]): string | null {
  let best: string | null = null
  for (const day of days) if (day !== null && (best === null || day < best)) best = day
  return best
}

/** How a period is called: the whole, a half, a quarter, months, or days. */
export type PeriodName =
  | { type: 'whole' }
  | { type: 'year'; year: number }
  | { type: 'half'; half: 1 | 2 }
  | { type: 'quarter'; quarter: number }
  | { type: 'month'; month: number }
  | { type: 'months'; from: number; to: number }
  | { type: 'days' }

/** Recognises calendar parts in a period. */
export function periodName(period: Period, whole: Period): PeriodName {
  if (period.from === whole.from && period.to === whole.to) return { type: 'whole' }
  const [year = 0, first = 0, day = 0] = period.from.split('-').map(Number)
  const [endYear = 0, last = 0, endDay = 0] = period.to.split('-').map(Number)
  const wholeMonths = day === 1 && endDay === new Date(Date.UTC(endYear, last, 0)).getUTCDate()
  if (!wholeMonths || year !== endYear) return { type: 'days' }
  const length = last - first + 1
  if (length === 12) return { type: 'year', year }
  if (length === 6 && (first === 1 || first === 7)) return { type: 'half', half: first === 1 ? 1 : 2 }
  if (length === 3 && first % 3 === 1) return { type: 'quarter', quarter: Math.ceil(last / 3) }
  if (length === 1) return { type: 'month', month: first }
  return { type: 'months', from: first, to: last }
}

const SIGNS = { '>=': '≥', '>': '>', '=': '=', '<=': '≤' } as const

/** A threshold as `≥30%`. */
export function thresholdWords(wanted: Threshold): string {
  return `${SIGNS[wanted.op]}${Math.round(wanted.value * 100) / 100}${wanted.unit}`
}

/** Characters of a text, blanks not counted, as the ledger counts them. */
export function charactersOf(text: string): number {
  return [...text.replace(/\s/gu, '')].length
}
