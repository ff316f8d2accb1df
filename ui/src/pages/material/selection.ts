/** What is selected in a list, and where the keyboard stands. */
export interface Selection {
  /** Ids of the items. */
  ids: ReadonlySet<string>
  /** The item at hand: shown in the inspector, moved by the arrows. */
  at: string | null
  /** Where a range begins. */
  anchor: string | null
}

/** Nothing selected. */
export const NOTHING: Selection = { ids: new Set(), at: null, anchor: null }

/** Selects one item alone. */
export function only(id: string): Selection {
  return { ids: new Set([id]), at: id, anchor: id }
}

/** Ctrl + click: adds an item or takes it away. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  const at = ids.has(id) ? id : (lastOf(ids) ?? null)
  return { ids, at, anchor: at }
}

/** Shift + click or Shift + arrow: everything from the anchor to this item. */
export function extend(selection: Selection, order: readonly string[], to: number): Selection {
  const id = order[to]
  if (id === undefined) return selection
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  if (from < 0) return only(id)
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  return { ids: new Set(order.slice(low, high + 1)), at: id, anchor: selection.anchor }
}

/** Ctrl + A. */
export function everything(selection: Selection, order: readonly string[]): Selection {
  if (order.length === 0) return NOTHING
  const at = selection.at ?? order[0]!
  return { ids: new Set(order), at, anchor: at }
}

/** Keeps of a selection what is still in the list; the place of the item at hand passes to the one that took it. */
export function keep(selection: Selection, order: readonly string[], oldIndex: number): Selection {
  const there = new Set(order)
  const ids = new Set([...selection.ids].filter((id) => there.has(id)))
  let at = selection.at !== null && there.has(selection.at) ? selection.at : (lastOf(ids) ?? null)
  if (at === null && selection.at !== null && order.length > 0) {
    at = order[Math.min(Math.max(0, oldIndex), order.length - 1)]!
    ids.add(at)
  }
  const anchor = selection.anchor !== null && there.has(selection.anchor) ? selection.anchor : at
  return { ids, at, anchor }
}

/** The next item without a link after this place, going round once; -1 when there is none. */
export function nextUnlinked(items: readonly { links: readonly string[] }[], after: number): number {
  for (let step = 1; step <= items.length; step++) {
    const index = (after + step) % items.length
    if (items[index]!.links.length === 0) return index
  }
  return -1
}

function lastOf(ids: ReadonlySet<string>): string | undefined {
  let last: string | undefined
  for (const id of ids) last = id
  return last
}
