import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { backend } from '../../api'
import type { CandidateRow } from '../../api/types'

/** What suggestions are asked for: an item or an activity, by id. */
export interface About {
  item?: string
  activity?: string
}

/** What is less sure is noise to a person. */
const FAINT = 0.05
/** How long a person rests on something before it is asked for. */
const REST = 90

/**
 * Indicators that an item or an activity may prove. The one component for pages: `candidates` to show, `nth` for a key that was
 * pressed before the answer came.
 */
export function useSuggestions(about: Ref<About | null>, revision: Ref<number>, trouble: (cause: unknown) => void) {
  const candidates = shallowRef<readonly CandidateRow[]>([])
  const asking = ref(false)
  let run = 0
  let wait: ReturnType<typeof setTimeout> | undefined
  let answered: Promise<void> = Promise.resolve()
  let finish = (): void => {}

  async function ask(wanted: About, mine: number): Promise<void> {
    try {
      const { suggestions } = await backend.call('suggest', {
        top: 9,
        items: wanted.item ? [wanted.item] : [],
        activities: wanted.activity ? [wanted.activity] : [],
      })
      if (mine === run) candidates.value = (suggestions[0]?.candidates ?? []).filter((one) => one.score >= FAINT)
    } catch (cause) {
      if (mine === run) trouble(cause)
    }
    if (mine === run) asking.value = false
  }

  watch(
    () => [about.value?.item, about.value?.activity, revision.value] as const,
    (now, before) => {
      clearTimeout(wait)
      const mine = ++run
      const wanted = about.value
      if (now[0] !== before?.[0] || now[1] !== before?.[1]) candidates.value = []
      asking.value = wanted !== null
      // Whoever waits for an answer that no longer comes waits for the next one.
      finish()
      if (!wanted) return
      answered = new Promise((resolve) => {
        finish = resolve
        wait = setTimeout(() => void ask(wanted, mine).then(resolve), REST)
      })
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    clearTimeout(wait)
    run++
    asking.value = false
    finish()
  })

  /** The nth candidate (from 0), once the answer is there; none when something else was chosen meanwhile. */
  async function nth(n: number): Promise<CandidateRow | undefined> {
    const key = (): string => `${about.value?.item ?? ''} ${about.value?.activity ?? ''}`
    const wanted = key()
    while (asking.value && key() === wanted) await answered
    return key() === wanted ? candidates.value[n] : undefined
  }

  return { candidates, asking, nth }
}
