import type { ItemRow } from '../../api/types'
import { alikeGroup } from './alike'

/** How items are put under headings. */
export type Grouping = 'day' | 'month' | 'folder' | 'none' | 'alike'

/** One picture or card of a row, in whole pixels. */
export interface Tile {
  /** Place of the item in the list. */
  index: number
  width: number
}

/** A heading above the rows of one day, month, folder or group. */
export interface HeadRow {
  type: 'head'
  key: string
  /** `2026-04-03`, `2026-04`, a folder, or empty where nothing is known. */
  group: string
  /** First item of the group. */
  from: number
  /** Item after the last. */
  to: number
  height: number
}

/** A row of tiles that fills the width, but for the last one of a group. */
export interface TileRow {
  type: 'tiles'
  key: string
  tiles: Tile[]
  /** Height of the pictures; the gap below belongs to `height`. */
  pictureHeight: number
  height: number
}

export type GridRow = HeadRow | TileRow

export interface GridOptions {
  /** Room for tiles, in pixels. */
  width: number
  /** Height that a row aims at. */
  target: number
  gap: number
  headHeight: number
  grouping: Grouping
}

/** Width : height of a document's card. */
export const CARD_RATIO = 0.62
const NARROWEST = 0.5
const WIDEST = 3

/** Width : height that an item is shown with; panoramas and strips are cut to something that fits a row. */
export function ratioOf(item: Pick<ItemRow, 'width' | 'height' | 'thumb' | 'kind'>): number {
  if (item.width && item.height) {
    return Math.min(WIDEST, Math.max(NARROWEST, item.width / item.height))
  }
  if (item.kind === 'video') return 16 / 9
  if (item.kind === 'photo' || item.kind === 'screenshot') return 4 / 3
  return CARD_RATIO
}

/** The heading that an item stands under. */
export function groupOf(item: ItemRow, grouping: Grouping): string {
  switch (grouping) {
    case 'day':
      return item.captured_on ?? ''
    case 'month':
      return item.captured_on?.slice(0, 7) ?? ''
    case 'folder': {
      const path = item.locations[0]?.path ?? ''
      const cut = path.lastIndexOf('/')
      return cut < 0 ? '' : path.slice(0, cut)
    }
    case 'alike':
      return alikeGroup(item)
    case 'none':
      return ''
  }
}

/** Fewer items per day than this and headings would take more room than pictures. */
const CROWDED = 3
const SAMPLE = 2000

/** Days where there are enough pictures of each, else months. */
export function naturalGrouping(items: readonly Pick<ItemRow, 'captured_on'>[]): Grouping {
  const sample = items.slice(0, SAMPLE)
  const days = new Set(sample.map((item) => item.captured_on ?? ''))
  return sample.length >= days.size * CROWDED ? 'day' : 'month'
}

/** Puts items into rows of equal height that fill the width, in their true aspect ratio, under headings. */
export function gridRows(items: readonly ItemRow[], options: GridOptions): GridRow[] {
  const rows: GridRow[] = []
  let from = 0
  while (from < items.length) {
    const group = groupOf(items[from]!, options.grouping)
    let to = from + 1
    if (options.grouping === 'none') to = items.length
    else while (to < items.length && groupOf(items[to]!, options.grouping) === group) to++
    if (options.grouping !== 'none') {
      rows.push({ type: 'head', key: `h${from}-${group}`, group, from, to, height: options.headHeight })
    }
    fillGroup(rows, items, from, to, options)
    from = to
  }
  return rows
}

function fillGroup(rows: GridRow[], items: readonly ItemRow[], from: number, to: number, options: GridOptions): void {
  const { width, target, gap } = options
  let start = from
  let sum = 0
  for (let index = from; index < to; index++) {
    sum += ratioOf(items[index]!)
    const count = index - start + 1
    const natural = sum * target + gap * (count - 1)
    if (natural < width) continue
    const height = (width - gap * (count - 1)) / sum
    rows.push(tileRow(items, start, index + 1, Math.min(height, target * 1.25), options, true))
    start = index + 1
    sum = 0
  }
  if (start < to) rows.push(tileRow(items, start, to, target, options, false))
}

function tileRow(
  items: readonly ItemRow[],
  from: number,
  to: number,
  exactHeight: number,
  options: GridOptions,
  full: boolean,
): TileRow {
  const pictureHeight = Math.max(60, Math.round(exactHeight))
  const tiles: Tile[] = []
  let used = 0
  for (let index = from; index < to; index++) {
    const width = Math.round(ratioOf(items[index]!) * exactHeight)
    tiles.push({ index, width })
    used += width
  }
  const room = options.width - options.gap * (tiles.length - 1)
  const last = tiles[tiles.length - 1]
  if (last && (full || used > room)) last.width = Math.max(1, last.width + room - used)
  return { type: 'tiles', key: `t${from}`, tiles, pictureHeight, height: pictureHeight + options.gap }
}

/** Row of every item, so that the item at hand can be scrolled to. */
export function rowOfItem(rows: readonly GridRow[], index: number): number {
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const row = rows[middle]!
    const first = row.type === 'head' ? row.from : row.tiles[0]!.index
    const end = row.type === 'head' ? row.from : row.tiles[row.tiles.length - 1]!.index + 1
    if (row.type === 'tiles' && index >= first && index < end) return middle
    if (index < first) high = middle - 1
    else low = middle + 1
  }
  return -1
}

/** The item above or below another one: the tile of the next row whose middle is nearest. */
export function verticalNeighbour(rows: readonly GridRow[], index: number, step: 1 | -1, gap: number): number {
  let at = rowOfItem(rows, index)
  if (at < 0) return index
  const middle = middleOf(rows[at] as TileRow, index, gap)
  do at += step
  while (rows[at]?.type === 'head')
  const row = rows[at]
  if (!row || row.type !== 'tiles') return index
  let best = index
  let distance = Infinity
  for (const tile of row.tiles) {
    const away = Math.abs(middleOf(row, tile.index, gap) - middle)
    if (away < distance) {
      distance = away
      best = tile.index
    }
  }
  return best
}

function middleOf(row: TileRow, index: number, gap: number): number {
  let left = 0
  for (const tile of row.tiles) {
    if (tile.index === index) return left + tile.width / 2
    left += tile.width + gap
  }
  return left
}
