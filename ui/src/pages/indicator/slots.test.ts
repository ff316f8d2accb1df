import { describe, expect, it } from 'vitest'
import type { Slot } from '../../api/types'
import { charactersOf, periodName, slotCards, thresholdWords } from './slots'

const year = { from: '2026-01-01', to: '2026-12-31' }

function slot(name: string, need: number, have: number, more: Partial<Slot> = {}): Slot {
  return {
    requirement: 'r', evidence_name: name, any_of: [], about: null, occasion: null, measured: null, period: year, due: '2026-11-30', need, have,
    state: have >= need ? 'met' : 'due_soon', items: [], ...more,
  }
}

describe('slotCards', () => {
  it('puts the needs of one requirement and period on one card', () => {
    const half = { from: '2026-01-01', to: '2026-06-30' }
    const cards = slotCards([slot('照片', 2, 1), slot('签到表', 1, 1), slot('照片', 2, 2, { period: half })], [], [])
    expect(cards.map((card) => card.slots.length)).toEqual([2, 1])
    expect(cards.map((card) => card.state)).toEqual(['due_soon', 'met'])
    expect(cards[0]!.holes).toEqual(['照片'])
  })

  it('draws few holes and counts the rest', () => {
    const [card] = slotCards([slot('照片', 30, 0), slot('总结', 1, 0)], [], [])
    expect(card!.holes).toHaveLength(4)
    expect(card!.moreHoles).toBe(27)
  })

  it('takes the earliest due day of what is open', () => {
    const [card] = slotCards([slot('照片', 1, 1, { due: '2026-03-01' }), slot('总结', 1, 0, { due: '2026-10-01' })], [], [])
    expect(card!.due).toBe('2026-10-01')
  })
})

describe('periodName', () => {
  const name = (from: string, to: string) => periodName({ from, to }, year)

  it('knows the parts of a year', () => {
    expect(name('2026-01-01', '2026-12-31')).toEqual({ type: 'whole' })
    expect(name('2026-07-01', '2026-12-31')).toEqual({ type: 'half', half: 2 })
    expect(name('2026-04-01', '2026-06-30')).toEqual({ type: 'quarter', quarter: 2 })
    expect(name('2026-02-01', '2026-02-28')).toEqual({ type: 'month', month: 2 })
    expect(name('2026-03-01', '2026-04-30')).toEqual({ type: 'months', from: 3, to: 4 })
    expect(name('2025-01-01', '2025-12-31')).toEqual({ type: 'year', year: 2025 })
    expect(name('2026-02-05', '2026-02-28')).toEqual({ type: 'days' })
  })
})

describe('values and members', () => {
  it('gives each festival and department a card, and draws no hole for a value', () => {
    const measured = { wanted: { value: 30, unit: '%', op: '>=' as const, as_written: '' }, value: null, unit: null, on: null }
    const cards = slotCards(
      [slot('照片', 1, 0, { occasion: '春节' }), slot('照片', 1, 1, { occasion: '清明节' }), slot('', 1, 0, { about: '办公室', measured })],
      [],
      [],
    )
    expect(cards.map((card) => [card.occasion, card.about, card.holes.length])).toEqual([
      ['春节', null, 1],
      ['清明节', null, 0],
      [null, '办公室', 0],
    ])
    expect(thresholdWords(measured.wanted)).toBe('≥30%')
    expect(charactersOf('一、 组织\n领导 2026')).toBe(10)
  })
})
