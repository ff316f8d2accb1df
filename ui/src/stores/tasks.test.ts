import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TaskList, TaskRow } from '../api/types'

const call = vi.hoisted(() => vi.fn())
vi.mock('../api', async () => ({ ...(await vi.importActual('../api/backend')), backend: { call } }))
const { useTasks } = await import('./tasks')

const row = (state: string, id = 'a'): TaskRow => ({
  id, command: 'scan', state, step: 'hash', current: '', done: 1, total: 2, unit: 'files', seconds: 1, seconds_left: null, result: null, error: null,
})
const list = (revision: number, ...tasks: TaskRow[]): TaskList => ({ revision, tasks, watching: false })

describe('tasks', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    call.mockReset()
    setActivePinia(createPinia())
  })
  afterEach(() => vi.useRealTimers())

  it('asks often while something runs, else seldom', async () => {
    const tasks = useTasks()
    call.mockResolvedValueOnce(list(1, row('running'))).mockResolvedValue(list(2, row('done')))
    await tasks.ask()
    expect(tasks.running).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(250)
    expect(call).toHaveBeenCalledTimes(2)
    expect([tasks.running.length, tasks.revision]).toEqual([0, 2])
    await vi.advanceTimersByTimeAsync(1499)
    expect(call).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(call).toHaveBeenCalledTimes(3)
  })

  it('gives the row of a task that ended, whatever the end', async () => {
    const tasks = useTasks()
    call.mockResolvedValueOnce(list(1, row('running'))).mockResolvedValue(list(1, row('cancelled')))
    const end = tasks.end('a')
    await vi.advanceTimersByTimeAsync(250)
    expect((await end).state).toBe('cancelled')
  })

  it('says that the program does not answer, and that it does again', async () => {
    const tasks = useTasks()
    call.mockRejectedValueOnce({ code: 'program_ended', message: 'x' }).mockResolvedValue(list(7))
    await tasks.ask()
    expect(tasks.lost?.code).toBe('program_ended')
    await vi.advanceTimersByTimeAsync(1500)
    expect([tasks.lost, tasks.revision]).toEqual([null, 7])
  })

  it('asks at once after a cancel', async () => {
    const tasks = useTasks()
    call.mockImplementation((name: string) => Promise.resolve(name === 'tasks' ? list(1, row('cancelled')) : {}))
    await tasks.cancel('a')
    expect(call.mock.calls).toEqual([['task_cancel', { id: 'a' }], ['tasks']])
  })
})
