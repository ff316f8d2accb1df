import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { asAppError } from '../api'
import type { AppError } from '../api/types'

/**
 * An answer of the ledger that stays up to date: asked again when the revision grows or what is asked for changes,
 * with the old answer shown meanwhile.
 */
export function useAsk<T>(ask: () => Promise<T>, revision: Ref<number>, about?: () => unknown) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<AppError | null>(null)
  const loading = ref(true)
  let run = 0

  async function reload(): Promise<void> {
    const mine = ++run
    loading.value = true
    try {
      const answer = await ask()
      if (mine !== run) return
      data.value = answer
      error.value = null
    } catch (cause) {
      if (mine !== run) return
      error.value = asAppError(cause)
    }
    loading.value = false
  }

  watch(revision, () => void reload())
  if (about) {
    watch(about, () => {
      data.value = null
      void reload()
    })
  }
  void reload()
  onBeforeUnmount(() => run++)
  return { data, error, loading, reload }
}
