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
  /** Counts the lists that began: their first piece is there. */
  const begun = ref(0)
  const error = shallowRef<AppError | null>(null)
  let run = 0
  let spent = 0
  let endedAt = 0
  let later: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let again = false

  async function load(fresh: boolean): Promise<void> {
    const mine = ++run
    clearTimeout(later)
    busy = true
    again = false
    const startedAt = performance.now()
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
          if (fresh && shown === 0) begun.value++
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
    busy = false
    endedAt = performance.now()
    spent = endedAt - startedAt
    if (again) reloadSoon()
  }

  /** Asks again soon; during a scan of a large ledger no oftener than the asking itself allows. */
  function reloadSoon(): void {
    clearTimeout(later)
    again = busy
    if (busy) return
    const wait = Math.max(30, Math.min(15_000, spent * 6) - (performance.now() - endedAt))
    later = setTimeout(() => void load(false), wait)
  }

  /** Shows at once what a change of links does to some items, before the list is asked for again. */
  function relink(ids: ReadonlySet<string>, links: (item: ItemRow) => string[]): void {
    const next = items.value.map((item) => (ids.has(item.id) ? { ...item, links: links(item) } : item))
    items.value = query.value.unlinked ? next.filter((item) => item.links.length === 0) : next
    total.value -= next.length - items.value.length
  }

  watch(query, () => void load(true), { immediate: true, deep: true })
  watch(revision, reloadSoon)
  onBeforeUnmount(() => {
    run++
    clearTimeout(later)
  })
  const ids = computed(() => items.value.map((item) => item.id))
  return { items, ids, total, begun, loading, error, relink, reload: () => load(true) }
}
