import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { AppError, TaskRow } from '../api/types'
import { useSay } from '../frame/useSay'
import { useTasks } from '../stores/tasks'

/** Long work that a page starts and waits for, one at a time: the task at hand, and how the last one failed. */
export function useLong(commands: readonly string[]): {
  task: ComputedRef<TaskRow | null>
  failed: Ref<AppError | null>
  busy: ComputedRef<boolean>
  run: <R>(start: () => Promise<{ task: string }>) => Promise<R | null>
} {
  const tasks = useTasks()
  const { trouble } = useSay()
  const waiting = ref(false)
  const failed = shallowRef<AppError | null>(null)
  const task = computed(() => tasks.running.find((row) => commands.includes(row.command)) ?? null)
  const busy = computed(() => waiting.value || task.value !== null)

  /** Gives the result; null when it was cancelled or failed, which is said. */
  async function run<R>(start: () => Promise<{ task: string }>): Promise<R | null> {
    waiting.value = true
    failed.value = null
    try {
      const row = await tasks.end((await start()).task)
      if (row.state === 'done') return row.result as R
      failed.value = row.error ?? { code: 'cancelled', message: '', hint: '', context: {} }
    } catch (cause) {
      trouble(cause)
    } finally {
      waiting.value = false
    }
    return null
  }

  return { task, failed, busy, run }
}
