import { ElMessage } from 'element-plus'
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { backend } from '../api'
import type { Commands, OperationDone } from '../api/types'
import { useSay } from '../frame/useSay'
import { useApp } from '../stores/app'
import { useTasks } from '../stores/tasks'

/** Commands that change the ledger and can be undone. */
type Change = { [N in keyof Commands]: Commands[N]['result'] extends OperationDone ? N : never }[keyof Commands]

/** What pages of an open ledger need: when to ask again, whether they may change it, and how. */
export function useLedgerState() {
  const { t } = useI18n()
  const app = useApp()
  const tasks = useTasks()
  const say = useSay()
  const { revision } = storeToRefs(tasks)
  const readOnly = computed(() => app.ledger?.read_only ?? true)
  const scanning = computed(() => tasks.running.some((task) => task.command === 'scan' || task.command === 'sample_create'))

  /** Makes a change and says what was done, with a way back; tells whether it was made. */
  async function change<N extends Change>(name: N, args: Commands[N]['args']): Promise<boolean> {
    try {
      const call = backend.call as (name: Change, args: unknown) => Promise<OperationDone>
      const { operation } = await call.call(backend, name, args)
      say.done(operation)
      await tasks.ask()
      return true
    } catch (cause) {
      say.trouble(cause)
      return false
    }
  }

  /** Lets the person choose a folder, adds it and begins to scan. */
  async function addFolder(): Promise<void> {
    try {
      const dir = await backend.pickFolder(t('material.addFolder'))
      if (dir === null) return
      await backend.call('source_add', { dir })
      await backend.call('scan', { thumbs: true })
      await tasks.ask()
    } catch (cause) {
      say.trouble(cause)
    }
  }

  /** Says something that is neither an error nor a change. */
  function tell(words: string): void {
    ElMessage({ type: 'info', message: words })
  }

  return { revision, readOnly, scanning, change, addFolder, tell, trouble: say.trouble }
}
