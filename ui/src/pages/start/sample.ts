import type { Backend } from '../../api'
import { asAppError } from '../../api/backend'
import type { RecentLedger, TaskRow } from '../../api/types'
import { join, samplePlaces } from './plan'

/** Folder of the ledger inside the sample's folder, beside its material. */
const INSIDE = '示例台账'
/** Another sample is made beside a folder that holds something else, but not without end. */
const MOST = 5

interface Wanted {
  backend: Pick<Backend, 'call'>
  end: (task: string) => Promise<TaskRow>
  /** Where the sample's folder lies. */
  folder: string
  /** Name of it. */
  name: string
  recent: readonly RecentLedger[]
}

/** Opens a sample that was made before, else makes one; rejects with the reason when neither works. */
export async function openSample(wanted: Wanted): Promise<void> {
  const { backend, folder, name } = wanted
  // Only a folder that is there is asked for a ledger.
  const there = (await backend.call('folder_list', { path: folder, extensions: [] })).entries.some((entry) => entry.dir && entry.name === name)
  for (const dir of there ? samplePlaces(join(folder, name), INSIDE, wanted.recent) : []) {
    if (await opens(backend, dir)) return
  }
  for (let n = 1; ; n++) {
    const dir = join(folder, n === 1 ? name : `${name} ${String(n)}`)
    const { task } = await backend.call('sample_create', { dir })
    const row = await wanted.end(task)
    if (row.state === 'done') return
    if (row.error?.code !== 'folder_not_empty' || n >= MOST) throw row.error ?? { code: 'cancelled', message: '' }
  }
}

async function opens(backend: Pick<Backend, 'call'>, dir: string): Promise<boolean> {
  try {
    return (await backend.call('ledger_open', { dir })).sample
  } catch (cause) {
    // A place without a ledger is what is expected; anything else the person has to know.
    if (['not_a_ledger', 'not_found', 'path_not_found', 'io'].includes(asAppError(cause).code)) return false
    throw cause
  }
}
