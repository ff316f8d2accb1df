import { expect, it } from 'vitest'
import type { TaskRow } from '../api/types'
import { progressWords } from './progress'

const t = (key: string, named: Record<string, unknown> = {}): string => `${key.replace('common.', '')} ${String(named['n'])}`
const task: TaskRow = { id: '1', command: 'export', state: 'running', step: 'write', current: '', done: 0, total: 0, unit: 'files', seconds: 0, seconds_left: null, result: null, error: null }

it('says nothing of speed and time before it can know', () => {
  expect(progressWords(task, t, 'zh-CN')).toEqual({ amount: '0', speed: '', left: '', share: null })
  expect(progressWords({ ...task, done: 5, seconds: 0.5, seconds_left: 9 }, t, 'zh-CN').left).toBe('')
})

it('says how much of how much, how fast, how long', () => {
  const words = progressWords({ ...task, unit: 'bytes', done: 5 << 20, total: 20 << 20, seconds: 5, seconds_left: 15.4 }, t, 'zh-CN')
  expect(words).toEqual({ amount: '5.0 MB / 20.0 MB', speed: 'perSecond 1.0 MB', left: 'secondsLeft 15', share: 0.25 })
  const files = progressWords({ ...task, done: 2400, total: 2000, seconds: 12, seconds_left: 150 }, t, 'en')
  expect(files).toEqual({ amount: '2,400 / 2,000', speed: 'filesPerSecond 200', left: 'minutesLeft 3', share: 1 })
})
