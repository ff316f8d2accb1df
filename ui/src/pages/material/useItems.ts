import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { AppError, ItemQuery, ItemRow } from '../../api/types'
import { asAppError, backend } from '../../api'

/** First answer: enough for a screen or two. */
const FIRST = 400
/** The rest comes in pieces of this size. */
const PIECE = 4000

/**
 * The items of a query, all of them, fetched in pieces and kept as plain rows. A new query shows its first piece at
 * once; a reload of the same query is swapped in when it is whole, so that scroll and selection stay.
 */
export function useItems(query: Ref<ItemQuery>, revision: Ref<number>) {
  const items = shallowRef<readonly ItemRow[]>([])
  const total = ref(0)
  const loading = ref(true)
  const error = shallowRef<AppError | null>(null)
  let run = 0
  let spent = 0
  let endedAt = 0
  let later: ReturnType<typeof setTimeout> | undefined

  async function load(fresh: boolean): Promise<void> {
    const mine = ++run
    clearTimeout(later)
    const begun = performance.now()
    if (fresh) loading.value = true
    let rows: ItemRow[] = []
    let shown = 0
    try {
      for (let limit = fresh ? FIRST : PIECE; ; limit = PIECE) {
        const after = rows[rows.length - 1]?.id
        const answer = await backend.call('items', { ...query.value, limit, ...(after === undefined ? {} : { after }) })
        if (mine !== run) return
        rows = rows.concat(answer.items)
        const whole = answer.items.length < limit || rows.length >= answer.total
        if (whole || (fresh && rows.length >= shown * 3)) {
          shown = rows.length
          items.value = rows
          total.value = answer.total
          loading.value = false
          error.value = null
        }
        if (whole) break
      }
    } catch (cause) {
      if (mine !== run) return
      error.value = asAppError(cause)
      loading.value = false
    }
    endedAt = performance.now()
    spent = endedAt - begun
  }

  /** Asks again soon; during a scan of a large ledger no oftener than the asking itself allows. */
  function reloadSoon(): void {
    clearTimeout(later)
    const wait = Math.max(30, Math.min(15_000, spent * 6) - (performance.now() - endedAt))
    later = setTimeout(() => void load(false), wait)
  }

  /** Replaces rows by newer ones without asking for the whole list; rows that no longer belong are left out. */
  function patch(rows: ReadonlyMap<string, ItemRow | null>): void {
    let gone = 0
    const next: ItemRow[] = []
    for (const item of items.value) {
      const row = rows.get(item.id)
      if (row === null) gone++
      else next.push(row ?? item)
    }
    items.value = next
    total.value -= gone
  }

  watch(query, () => void load(true), { immediate: true, deep: true })
  watch(revision, reloadSoon)
  onBeforeUnmount(() => {
    run++
    clearTimeout(later)
  })
  const ids = computed(() => items.value.map((item) => item.id))
  return { items, ids, total, loading, error, patch, reload: () => load(true) }
}
