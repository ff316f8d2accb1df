import { describe, expect, it } from 'vitest'
import type { ItemRow } from '../../api/types'
import { type GridOptions, type TileRow, gridRows, naturalGrouping, ratioOf, rowOfItem, verticalNeighbour } from './rows'

const options: GridOptions = { width: 720, target: 158, gap: 6, headHeight: 34, grouping: 'day' }

function item(index: number, day: string | null, width: number | null = 4000, height: number | null = 3000): ItemRow {
  return {
    id: `i${index}`,
    title: `${index}.jpg`,
    kind: width ? 'photo' : 'notice',
    format: 'jpeg',
    captured_on: day,
    captured_from: null,
    captured_precision: null,
    locations: [{ source: 's', path: `四月/${index}.jpg`, state: 'present' }],
    sha256: `${index}`,
    bytes: 1,
    width,
    height,
    duration_s: null,
    similar_group: null,
    similar_kind: null,
    best: null,
    family: null,
    family_best: null,
    doubts: [],
    activities: [],
    links: [],
    errors: [],
    thumb: true,
    state: 'present',
  }
}

describe('gridRows', () => {
  it('fills the width exactly in every full row and shows each item once', () => {
    const items = Array.from({ length: 100 }, (_, i) => item(i, '2026-04-03', 3000 + (i % 5) * 700, 3000))
    const rows = gridRows(items, options).filter((row): row is TileRow => row.type === 'tiles')
    for (const row of rows.slice(0, -1)) {
      const width = row.tiles.reduce((sum, tile) => sum + tile.width, 0) + options.gap * (row.tiles.length - 1)
      expect(width).toBe(options.width)
      expect(row.pictureHeight).toBeLessThanOrEqual(158 * 1.25)
    }
    expect(rows.flatMap((row) => row.tiles.map((tile) => tile.index))).toEqual(items.map((_, i) => i))
  })

  it('begins a group with a heading and does not stretch its last row', () => {
    const rows = gridRows([item(0, '2026-04-03'), item(1, '2026-04-03'), item(2, '2026-03-12'), item(3, null)], options)
    expect(rows.map((row) => (row.type === 'head' ? row.group : row.tiles.length))).toEqual([
      '2026-04-03', 2, '2026-03-12', 1, '', 1,
    ])
    expect((rows[1] as TileRow).tiles[0]!.width).toBe(Math.round((158 * 4) / 3))
  })

  it('puts what is alike under one heading', () => {
    const alike = (index: number, group: string) => ({ ...item(index, null), similar_group: group, similar_kind: 'copy' })
    const rows = gridRows([alike(0, '3'), alike(1, '3'), alike(2, '5'), alike(3, '5')], { ...options, grouping: 'alike' })
    expect(rows.map((row) => (row.type === 'head' ? row.to - row.from : ''))).toEqual([2, '', 2, ''])
  })

  it('has no headings without a grouping', () => {
    expect(gridRows([item(0, '2026-04-03'), item(1, null)], { ...options, grouping: 'none' })).toHaveLength(1)
  })

  it('cuts a panorama to something that fits', () => {
    expect(ratioOf(item(0, null, 20_000, 1000))).toBe(3)
    expect(ratioOf(item(0, null, 100, 4000))).toBe(0.5)
  })

  it('lays out 100,000 items in well under a second', () => {
    const items = Array.from({ length: 100_000 }, (_, i) => item(i, `2026-${String((i % 12) + 1).padStart(2, '0')}-01`))
    const begin = performance.now()
    gridRows(items, { ...options, grouping: 'none' })
    expect(performance.now() - begin).toBeLessThan(1000)
  })
})

it('groups by month when most days have one or two pictures', () => {
  const day = (n: number): string => `2026-04-${String(n).padStart(2, '0')}`
  expect(naturalGrouping([1, 1, 1, 2, 2, 2].map((n) => item(n, day(n))))).toBe('day')
  expect(naturalGrouping([1, 2, 3, 3].map((n) => item(n, day(n))))).toBe('month')
})

describe('moving by arrows', () => {
  const items = [0, 1, 2, 3, 4, 5, 6].map((i) => item(i, i < 5 ? '2026-04-03' : '2026-03-12'))
  const rows = gridRows(items, options)

  it('finds the row of an item', () => {
    expect(rowOfItem(rows, 0)).toBe(1)
    for (let i = 0; i < items.length; i++) {
      const row = rows[rowOfItem(rows, i)] as TileRow
      expect(row.tiles.some((tile) => tile.index === i)).toBe(true)
    }
    expect(rowOfItem(rows, 99)).toBe(-1)
  })

  it('goes down past a heading to the nearest tile and stays at the end', () => {
    expect(verticalNeighbour(rows, 4, 1, 6)).toBe(5)
    expect(verticalNeighbour(rows, 6, 1, 6)).toBe(6)
    expect(verticalNeighbour(rows, 0, -1, 6)).toBe(0)
  })
})
