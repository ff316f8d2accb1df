import type { ItemQuery } from '../../api/types'
import { KIND_GROUPS, type KindGroup } from '../../parts/kinds'
import type { Grouping } from './rows'

/** The lists at the top of the left column. */
export const VIEWS = ['unlinked', 'all', 'duplicates', 'look_alikes', 'versions', 'errors', 'doubts', 'changed', 'missing', 'unneeded'] as const
export type View = (typeof VIEWS)[number]

/** The lists that are put under headings by what is alike. */
export const ALIKE_VIEWS: readonly View[] = ['look_alikes', 'versions']

/** What the page shows, as it stands in its address. */
export interface Shown {
  view: View
  /** Indicator whose evidence is shown, instead of a view. */
  indicator: string | null
  source: string | null
  folder: string | null
  kinds: KindGroup[]
  /** `2026-04`. */
  month: string | null
  department: string | null
  search: string
}

/** One value of an address, or nothing. */
function one(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Reads the address. */
export function shownFrom(query: Readonly<Record<string, unknown>>): Shown {
  const view = VIEWS.find((name) => name === query.view)
  const kinds = (one(query.kinds) ?? '').split(',').filter((name): name is KindGroup => name in KIND_GROUPS)
  const month = one(query.month)
  const indicator = one(query.indicator)
  const source = one(query.source)
  return {
    // Whoever is sent to one item sees it wherever it is filed.
    view: view ?? (indicator || source || one(query.item) ? 'all' : 'unlinked'),
    indicator,
    source,
    folder: source ? one(query.folder) : null,
    kinds,
    month: month && /^\d{4}-\d{2}$/.test(month) ? month : null,
    department: one(query.dept),
    search: one(query.q) ?? '',
  }
}

/** Writes the address, shortest form. */
export function addressOf(shown: Shown): Record<string, string> {
  const address: Record<string, string> = {}
  if (shown.indicator) address.indicator = shown.indicator
  else if (shown.source) {
    address.source = shown.source
    if (shown.folder) address.folder = shown.folder
  } else if (shown.view !== 'unlinked') address.view = shown.view
  if (shown.kinds.length > 0) address.kinds = shown.kinds.join(',')
  if (shown.month) address.month = shown.month
  if (shown.department) address.dept = shown.department
  if (shown.search) address.q = shown.search
  return address
}

/** The order in which headings come. */
const SORTS: Record<Grouping, string> = { day: 'date', month: 'date', folder: 'path', none: 'added', alike: 'alike' }

/** Asks the ledger for it. */
export function itemQuery(shown: Shown, grouping: Grouping): ItemQuery {
  const query: ItemQuery = { sort: SORTS[grouping] }
  if (shown.search) query.search = shown.search
  if (shown.kinds.length > 0) query.kinds = shown.kinds.flatMap((group) => [...KIND_GROUPS[group]])
  if (shown.month) query.month = shown.month
  if (shown.department) query.department = shown.department
  if (shown.indicator) query.indicator = shown.indicator
  else if (shown.source) {
    query.source = shown.source
    if (shown.folder) query.folder = shown.folder
  } else if (shown.view === 'unlinked') query.unlinked = true
  else if (shown.view === 'unneeded') query.kinds = ['junk']
  else if (shown.view !== 'all') query.trouble = shown.view
  return query
}
