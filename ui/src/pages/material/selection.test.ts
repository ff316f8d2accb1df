import { describe, expect, it } from 'vitest'
import { NOTHING, everything, extend, keep, nextUnlinked, only, toggle } from './selection'

const order = ['a', 'b', 'c', 'd', 'e']

describe('selection', () => {
  it('extends from the anchor in both directions', () => {
    const start = only('c')
    expect([...extend(start, order, 4).ids]).toEqual(['c', 'd', 'e'])
    const back = extend(extend(start, order, 4), order, 0)
    expect([...back.ids]).toEqual(['a', 'b', 'c'])
    expect(back.at).toBe('a')
    expect(back.anchor).toBe('c')
  })

  it('adds and takes away', () => {
    const two = toggle(only('a'), 'c')
    expect([...two.ids]).toEqual(['a', 'c'])
    const one = toggle(two, 'c')
    expect([...one.ids]).toEqual(['a'])
    expect(one.at).toBe('a')
    expect(toggle(one, 'a').at).toBeNull()
  })

  it('selects all and nothing of nothing', () => {
    expect(everything(NOTHING, order).ids.size).toBe(5)
    expect(everything(NOTHING, [])).toBe(NOTHING)
  })

  it('keeps what is still there and moves on when the item at hand is gone', () => {
    const selection = extend(only('b'), order, 2)
    expect([...keep(selection, ['a', 'c', 'd'], 2).ids]).toEqual(['c'])
    const gone = keep(only('b'), ['a', 'c', 'd'], 1)
    expect(gone.at).toBe('c')
    expect([...gone.ids]).toEqual(['c'])
    expect(keep(only('b'), [], 1).at).toBeNull()
  })

  it('finds the next item without a link, going round', () => {
    const items = [{ links: [] }, { links: ['2.4'] }, { links: ['1'] }]
    expect(nextUnlinked(items, 0)).toBe(0)
    expect(nextUnlinked(items, 1)).toBe(0)
    expect(nextUnlinked([{ links: ['1'] }], 0)).toBe(-1)
    expect(nextUnlinked([], 0)).toBe(-1)
  })
})
