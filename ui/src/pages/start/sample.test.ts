import { expect, it } from 'vitest'
import type { Backend } from '../../api'
import type { TaskRow } from '../../api/types'
import { openSample } from './sample'

const error = (code: string) => ({ code, message: '', hint: '', context: {} })

/** A computer where some folders hold ledgers and some hold other things. */
function computer(ledgers: Record<string, boolean>, full: string[]) {
  const made: string[] = []
  const entries = [...Object.keys(ledgers), ...full].some((dir) => dir.startsWith('/d/示例')) ? [{ name: '示例', path: '/d/示例', dir: true }] : []
  const call = (name: string, { dir }: { dir: string }): Promise<unknown> => {
    if (name === 'folder_list') return Promise.resolve({ entries })
    if (entries.length === 0 && name === 'ledger_open') return Promise.reject(new Error('asked a folder that is not there'))
    if (name === 'ledger_open') return dir in ledgers ? Promise.resolve({ sample: ledgers[dir] }) : Promise.reject(error('not_a_ledger'))
    made.push(dir)
    return Promise.resolve({ task: dir })
  }
  const end = (task: string) =>
    Promise.resolve({ state: full.includes(task) ? 'failed' : 'done', error: full.includes(task) ? error('folder_not_empty') : null } as TaskRow)
  return { made, wanted: { backend: { call } as Pick<Backend, 'call'>, end, folder: '/d', name: '示例', recent: [] } }
}

it('opens the sample that is there', async () => {
  const { made, wanted } = computer({ '/d/示例/示例台账': true }, [])
  await openSample(wanted)
  expect(made).toEqual([])
})

it('makes one where there is none', async () => {
  const { made, wanted } = computer({}, [])
  await openSample(wanted)
  expect(made).toEqual(['/d/示例'])
})

it('goes beside a folder that holds something else, not without end', async () => {
  const { made, wanted } = computer({}, ['/d/示例'])
  await openSample(wanted)
  expect(made).toEqual(['/d/示例', '/d/示例 2'])
  const full = computer({}, ['/d/示例', '/d/示例 2', '/d/示例 3', '/d/示例 4', '/d/示例 5'])
  await expect(openSample(full.wanted)).rejects.toMatchObject({ code: 'folder_not_empty' })
})

it('tells why a ledger that is there does not open', async () => {
  const { wanted } = computer({}, ['/d/示例'])
  const { call } = wanted.backend
  const damaged = (name: string, args: never): Promise<unknown> => (name === 'ledger_open' ? Promise.reject(error('ledger_damaged')) : call(name as 'folder_list', args))
  wanted.backend = { call: damaged } as Pick<Backend, 'call'>
  await expect(openSample(wanted)).rejects.toMatchObject({ code: 'ledger_damaged' })
})
