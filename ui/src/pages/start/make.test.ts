import { expect, it } from 'vitest'
import type { Backend } from '../../api'
import { makeLedger, StepTrouble, type Made } from './make'
import { beginPlan } from './plan'

const plan = { ...beginPlan('2026-11-23', '创建'), unit: ' 某局 ', dir: '/台账', folders: ['/甲', '/乙'], choice: { template: '十三项' } }

/** A backend that writes down what it was asked, and refuses one thing once. */
function recorder(refused?: (name: string, args: unknown) => boolean) {
  const asked: [string, unknown][] = []
  let left = refused
  const call = (name: string, args: unknown): Promise<unknown> => {
    asked.push([name, args])
    if (left?.(name, args)) {
      left = undefined
      return Promise.reject(new Error('refused'))
    }
    return Promise.resolve(null)
  }
  return { asked, names: () => asked.map(([name]) => name), backend: { call } as Pick<Backend, 'call'> }
}
const nothing = (): Made => ({ ledger: false, folders: [], checklist: false })

it('makes the ledger, adds folders, enters the checklist under the title that was given, then scans', async () => {
  const { asked, names, backend } = recorder()
  await makeLedger(backend, plan, nothing())
  expect(names()).toEqual(['ledger_create', 'source_add', 'source_add', 'checklist_import', 'scan'])
  expect(asked[0]?.[1]).toMatchObject({ dir: '/台账', unit: '某局', inspection_date: null })
  expect(asked[3]?.[1]).toEqual({ template: '十三项', title: '创建' })
})

it('leaves out what was left out', async () => {
  const { names, backend } = recorder()
  await makeLedger(backend, { ...plan, folders: [], choice: null }, nothing())
  expect(names()).toEqual(['ledger_create'])
})

it('goes on where it stopped and does nothing twice', async () => {
  const { names, backend } = recorder((name, args) => name === 'source_add' && (args as { dir: string }).dir === '/乙')
  const made = nothing()
  const trouble = await makeLedger(backend, plan, made).catch((cause: unknown) => cause)
  expect(trouble).toBeInstanceOf(StepTrouble)
  expect((trouble as StepTrouble).step).toBe(2)
  expect(made).toEqual({ ledger: true, folders: ['/甲'], checklist: false })
  await makeLedger(backend, plan, made)
  expect(names()).toEqual(['ledger_create', 'source_add', 'source_add', 'source_add', 'checklist_import', 'scan'])
})

it('says at which step the ledger itself was refused', async () => {
  const { names, backend } = recorder((name) => name === 'ledger_create')
  const trouble = await makeLedger(backend, plan, nothing()).catch((cause: unknown) => cause)
  expect((trouble as StepTrouble).step).toBe(1)
  expect(names()).toEqual(['ledger_create'])
})
