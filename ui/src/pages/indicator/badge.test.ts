import { expect, it } from 'vitest'
import { leaf, slot } from '../overview/status.fixture'
import { badgeOf } from './badge'
import { pointsWords } from './points'

const t = (key: string, named: Record<string, unknown> = {}): string =>
  [key.replace(/^indicator\./, ''), ...Object.values(named)].join(' ')
const word = (...args: Parameters<typeof leaf>): string => badgeOf(leaf(...args), '2026-11-23', t, 'zh-CN')

it('says what matters most of a state', () => {
  expect(word('a', [], { state: 'met' })).toBe('state.met')
  expect(word('a', [], { leaf: false, state: 'partial', leaves_met: 9, leaves: 16 })).toBe('9 / 16')
  expect(word('a', [slot('overdue', '2026-11-20')], { state: 'overdue', due: '2026-11-20' })).toBe('overdueDays 3')
  expect(word('a', [slot('due_soon', '2026-11-30')], { state: 'due_soon', due: '2026-11-30' })).toBe('dueOn 11月30日')
  expect(word('a', [slot('missing', null)], { state: 'missing' })).toBe('lacks 照片')
  const other = { ...slot('missing', null), evidence_name: '总结' }
  expect(word('a', [slot('met', null), slot('missing', null), other], { state: 'partial' })).toBe('1 / 3')
  expect(word('a', [], { state: 'missing' })).toBe('state.missing')
})

it('writes points by their kind', () => {
  expect(pointsWords({ points: 2.5, kind: 'base' }, t)).toBe('points 2.5')
  expect(pointsWords({ points: 2, kind: 'bonus' }, t)).toBe('points +2')
  expect(pointsWords({ points: 1, kind: 'deduct' }, t)).toBe('points −1')
  expect(pointsWords({ points: null, kind: 'veto' }, t)).toBe('veto')
  expect(pointsWords(null, t)).toBe('')
})
