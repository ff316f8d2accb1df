import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { asAppError, backend } from '../api'
import type { AppError, TaskRow } from '../api/types'

const BUSY = 250
const QUIET = 1500

/** Long work, and the counter that tells pages to ask again. */
export const useTasks = defineStore('tasks', () => {
  const tasks = shallowRef<readonly TaskRow[]>([])
  const revision = ref(0)
  const watching = ref(false)
  const lost = shallowRef<AppError | null>(null)
  /** Tasks whose progress the page itself shows: the task bar leaves them out. */
  const inPage = ref<readonly string[]>([])
  const running = computed(() => tasks.value.filter((task) => task.state === 'running'))
  const waiting = new Map<string, (task: TaskRow) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function told(row: TaskRow): boolean {
    if (row.state === 'running') return false
    waiting.get(row.id)?.(row)
    return waiting.delete(row.id)
  }

  async function ask(): Promise<void> {
    clearTimeout(timer)
    try {
      const list = await backend.call('tasks')
      tasks.value = list.tasks
      watching.value = list.watching
      if (list.revision !== revision.value) revision.value = list.revision
      list.tasks.forEach(told)
      lost.value = null
    } catch (cause) {
      lost.value = asAppError(cause)
    }
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), running.value.length > 0 || waiting.size > 0 ? BUSY : QUIET)
  }

  /** Waits for a task that was started; gives its row when it has ended, whatever the end. */
  function end(task: string): Promise<TaskRow> {
    return new Promise((resolve) => {
      waiting.set(task, resolve)
      void ask()
    })
  }

  async function cancel(id: string): Promise<void> {
    await backend.call('task_cancel', { id })
    await ask()
  }

  /** The page shows this task's progress, until the function that is given back is called. */
  function showInPage(id: string): () => void {
    inPage.value = [...inPage.value, id]
    return () => (inPage.value = inPage.value.filter((one) => one !== id))
  }

  return { tasks, revision, watching, lost, running, inPage, ask, end, cancel, showInPage }
})
