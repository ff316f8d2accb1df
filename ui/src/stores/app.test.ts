import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppInfo } from '../api/types'

const call = vi.hoisted(() => vi.fn())
vi.mock('../api', async () => ({ ...(await vi.importActual('../api/backend')), backend: { call } }))
const { useApp } = await import('./app')
const { useUndo } = await import('./undo')

const info = (inspection: string | null, change: Partial<AppInfo['preferences']> = {}): AppInfo => ({
  version: '0.1.0',
  commit: '0123456789ab',
  target: 'x86_64-unknown-linux-gnu',
  door: 'browser',
  as_of: '2026-11-23',
  ledger: {
    ledger: '/x', unit: '某局', title: '创建', period_from: '2026-01-01', period_to: '2026-12-31', inspection_date: inspection,
    checklist: 'c', read_only: false, read_only_reason: null, sample: false,
  },
  recent: [],
  preferences: { language: 'zh-CN', theme: 'light', actor: '', tips: true, tips_closed: [], ...change },
  documents_dir: null,
})

describe('app', () => {
  beforeEach(() => {
    call.mockReset()
    setActivePinia(createPinia())
  })

  it.each([
    ['2026-12-12', 19],
    ['2026-11-23', 0],
    ['2026-11-20', -3],
    [null, null],
  ])('counts the days to an inspection on %s', async (day, days) => {
    call.mockResolvedValue(info(day))
    const app = useApp()
    await app.load()
    expect(app.daysLeft).toBe(days)
  })

  it('keeps the reason when the program does not answer, and forgets it when it does', async () => {
    const app = useApp()
    call.mockRejectedValueOnce({ code: 'forbidden', message: 'x' }).mockResolvedValue(info(null))
    await app.load()
    expect([app.info, app.error?.code]).toEqual([null, 'forbidden'])
    await app.load()
    expect(app.error).toBeNull()
  })

  it('shows a language and an appearance as soon as they are kept', async () => {
    const app = useApp()
    call.mockResolvedValueOnce(info(null)).mockImplementation((_name: string, kept: unknown) => Promise.resolve(kept))
    await app.load()
    await app.prefer({ language: 'en', theme: 'dark' })
    expect(call).toHaveBeenLastCalledWith('preferences_set', { language: 'en', theme: 'dark', actor: '', tips: true, tips_closed: [] })
    expect([document.documentElement.lang, document.documentElement.classList.contains('dark')]).toEqual(['en', true])
  })

  it('reads the ledger again after an undo, and tells what was undone', async () => {
    const operation = { id: 'o', action: 'ledger_set', subjects: ['某局'] }
    call.mockImplementation((name: string) =>
      Promise.resolve(name === 'undo' ? { operation } : name === 'tasks' ? { revision: 2, tasks: [], watching: false } : info(null)),
    )
    expect(await useUndo().undo()).toEqual(operation)
    expect(call.mock.calls.map(([name]) => name as string)).toEqual(['undo', 'tasks', 'app_info'])
  })
})
