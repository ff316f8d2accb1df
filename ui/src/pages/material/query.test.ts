import { describe, expect, it } from 'vitest'
import { addressOf, itemQuery, shownFrom } from './query'

describe('the address of the page', () => {
  it('goes both ways', () => {
    for (const address of [
      {},
      { view: 'all' },
      { indicator: 'i1', kinds: 'pictures,films', month: '2026-04' },
      { source: 's1', folder: '2026年/4月', dept: '党政办', q: '清明' },
    ]) {
      expect(addressOf(shownFrom(address))).toEqual(address)
    }
  })

  it('shows every item when one is looked for', () => {
    expect(shownFrom({ item: 'a' }).view).toBe('all')
    expect(shownFrom({ item: 'a', view: 'errors' }).view).toBe('errors')
    expect(shownFrom({}).view).toBe('unlinked')
  })

  it('ignores what makes no sense', () => {
    expect(addressOf(shownFrom({ view: 'x', kinds: 'a,b', month: 'may', folder: 'no source', q: ['a'] }))).toEqual({})
  })
})

describe('itemQuery', () => {
  it('asks for what is shown', () => {
    expect(itemQuery(shownFrom({}), 'day')).toEqual({ sort: 'date', unlinked: true })
    expect(itemQuery(shownFrom({ view: 'changed' }), 'none')).toEqual({ sort: 'added', trouble: 'changed' })
    expect(itemQuery(shownFrom({ view: 'look_alikes' }), 'alike')).toEqual({ sort: 'alike', trouble: 'look_alikes' })
    expect(itemQuery(shownFrom({ indicator: 'i1' }), 'folder')).toEqual({ sort: 'path', indicator: 'i1' })
    expect(itemQuery(shownFrom({ view: 'all', kinds: 'tables' }), 'month')).toEqual({
      sort: 'date',
      kinds: ['data_table', 'spreadsheet'],
    })
    expect(itemQuery(shownFrom({ dept: '党政办' }), 'day')).toEqual({ sort: 'date', unlinked: true, department: '党政办' })
  })
})
