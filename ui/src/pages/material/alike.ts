import type { ItemRow } from '../../api/types'

/** Why items stand together: shots of one moment, one picture several times, versions of one document. */
export type Alikeness = 'burst' | 'copies' | 'versions'

type Grouped = Pick<ItemRow, 'similar_group' | 'similar_kind' | 'best' | 'family' | 'family_best'>

/** The group of an item, for its heading and its address; empty without one. */
export function alikeGroup(item: Grouped): string {
  if (item.similar_group !== null) return `similar ${item.similar_group}`
  return item.family === null ? '' : `family ${item.family}`
}

/** Why these stand together, by all of them; nothing for those that don't. */
export function alikeness(items: readonly Grouped[]): Alikeness | null {
  const first = items[0]
  if (!first || alikeGroup(first) === '') return null
  if (first.similar_group === null) return 'versions'
  return items.some((item) => item.similar_kind === 'burst') ? 'burst' : 'copies'
}

/** Whether it is the one of its group to use. */
export function isBest(item: Grouped): boolean {
  return item.similar_group !== null ? item.best === true : item.family_best === true
}

/** Asks for the group of an item; nothing for an item without one. */
export function groupQuery(item: Grouped): { similar: string } | { family: string } | null {
  if (item.similar_group !== null) return { similar: item.similar_group }
  return item.family === null ? null : { family: item.family }
}
