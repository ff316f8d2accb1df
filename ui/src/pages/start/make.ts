import type { Backend } from '../../api'
import type { NewLedger } from './plan'

/** What of a plan has been done: after a trouble the rest goes on from here. */
export interface Made {
  ledger: boolean
  folders: string[]
  checklist: boolean
}

/** At which step of the wizard something went wrong. */
export class StepTrouble extends Error {
  constructor(
    readonly step: 1 | 2 | 3,
    readonly reason: unknown,
  ) {
    super('a step of the new ledger failed')
  }
}

async function at(step: 1 | 2 | 3, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (cause) {
    throw new StepTrouble(step, cause)
  }
}

/** Makes the ledger, adds its folders, enters the checklist and begins to scan; what `made` names is not done twice. */
export async function makeLedger(backend: Pick<Backend, 'call'>, plan: NewLedger, made: Made): Promise<void> {
  if (!made.ledger) {
    await at(1, () =>
      backend.call('ledger_create', {
        dir: plan.dir.trim(),
        unit: plan.unit.trim(),
        title: plan.title.trim(),
        period_from: plan.from,
        period_to: plan.to,
        inspection_date: plan.inspection || null,
      }),
    )
    made.ledger = true
  }
  for (const dir of plan.folders) {
    if (made.folders.includes(dir)) continue
    await at(2, () => backend.call('source_add', { dir }))
    made.folders.push(dir)
  }
  const { choice } = plan
  if (choice && !made.checklist) {
    await at(3, () => backend.call('checklist_import', { ...choice, title: plan.title.trim() }))
    made.checklist = true
  }
  if (plan.folders.length > 0) await at(2, () => backend.call('scan', { thumbs: true }))
}
