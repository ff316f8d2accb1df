import { nextTick, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CollectReport, IndicatorRow, IndicatorStatus, ItemRow, Kind } from '../../api/types'
import { backend } from '../../api'
import { useLedgerState } from '../../parts/useLedgerState'
import { useTasks } from '../../stores/tasks'
import { type Selection, nextUnlinked } from './selection'

interface Page {
  chosen: Ref<readonly ItemRow[]>
  items: Ref<readonly ItemRow[]>
  relink: (ids: ReadonlySet<string>, links: (item: ItemRow) => string[]) => void
  indexById: Ref<ReadonlyMap<string, number>>
  selection: Ref<Selection>
  select: (index: number) => void
  focus: () => void
}

const RECENT = ref<string | null>(null)

/** What the page does with links: the picker, dropping, captions, and moving on afterwards. */
export function useLinking(page: Page) {
  const { t } = useI18n()
  const { readOnly, change, tell, trouble } = useLedgerState()
  const tasks = useTasks()
  const picking = ref(false)
  const grouping = ref(false)

  function open(): void {
    if (readOnly.value) tell(t('material.readOnly'))
    else if (page.chosen.value.length > 0) picking.value = true
  }

  function openActivities(): void {
    if (readOnly.value) tell(t('material.readOnly'))
    else if (page.chosen.value.length > 0) grouping.value = true
  }

  async function putInto(activity: string): Promise<void> {
    const items = page.chosen.value.map((item) => item.id)
    close()
    await change('activity_move', { items, to: activity })
  }

  async function makeActivity(title: string): Promise<void> {
    const items = page.chosen.value.map((item) => item.id)
    close()
    await change('activity_create', { title, items })
  }

  function close(): void {
    picking.value = false
    grouping.value = false
    page.focus()
  }

  async function link(target: IndicatorStatus): Promise<void> {
    const subjects = page.chosen.value.map((item) => item.id)
    const here = new Set(subjects)
    const last = Math.max(-1, ...subjects.map((id) => page.indexById.value.get(id) ?? -1))
    const index = nextUnlinked(
      page.items.value.map((item) => (here.has(item.id) ? { links: ['.'] } : item)),
      last,
    )
    const next = index < 0 ? null : (page.items.value[index]?.id ?? null)
    if (!(await change('link_add', { subjects, indicator: target.id }))) return
    RECENT.value = target.id
    page.relink(here, (item) => [...new Set([...item.links, target.code])])
    await nextTick()
    const there = next === null ? undefined : page.indexById.value.get(next)
    if (there !== undefined) page.select(there)
  }

  async function pick(indicator: string, status: ReadonlyMap<string, IndicatorStatus>): Promise<void> {
    const target = status.get(indicator)
    close()
    if (target) await link(target)
  }

  async function drop(indicator: string, status: ReadonlyMap<string, IndicatorStatus>): Promise<void> {
    const target = status.get(indicator)
    if (!target || page.chosen.value.length === 0) return
    if (!target.leaf) tell(t('material.onlyLeaves', { code: target.code }))
    else await link(target)
  }

  function unlink(ids: string[]): Promise<boolean> {
    return change('link_remove', { ids })
  }

  async function unlinkCode(code: string, indicators: readonly IndicatorRow[]): Promise<void> {
    const indicator = indicators.find((row) => row.code === code)
    const subjects = page.chosen.value.filter((item) => item.links.includes(code)).map((item) => item.id)
    if (!indicator || subjects.length === 0) return
    if (!(await change('unlink', { subjects, indicator: indicator.id }))) return
    page.relink(new Set(subjects), (item) => item.links.filter((one) => one !== code))
  }

  function caption(id: string, words: string): Promise<boolean> {
    return change('link_set', { id, caption: words })
  }

  function confirm(id: string): Promise<boolean> {
    return change('link_set', { id, confirm_content: true })
  }

  /** Says what items are; null: what their bytes tell. */
  function setKind(items: string[], kind: Kind | null): Promise<boolean> {
    return change('item_kind', { items, kind })
  }

  /** Puts the chosen items aside as not needed, or takes them back, and goes on to the next. */
  async function unneeded(back: boolean): Promise<void> {
    const items = page.chosen.value.map((item) => item.id)
    if (readOnly.value || items.length === 0) return
    await setKind(items, back ? null : 'junk')
  }

  function openOutside(id: string): void {
    backend.call('item_open', { id }).catch(trouble)
  }

  /** Copies what is chosen into the ledger. */
  async function collect(): Promise<void> {
    const items = page.chosen.value.map((item) => item.id)
    if (items.length === 0) return
    try {
      const row = await tasks.end((await backend.call('collect', { items, linked: false })).task)
      if (row.state === 'failed') trouble(row.error)
      if (row.state !== 'done') return
      const { copied, already, failed } = row.result as CollectReport
      tell(t('collect.told', { n: copied, already, failed: failed.length }))
    } catch (cause) {
      trouble(cause)
    }
  }

  function showInFolder(id: string): void {
    backend.call('item_reveal', { id }).catch(trouble)
  }

  return { picking, grouping, openActivities, putInto, makeActivity, recent: RECENT, open, close, pick, drop, unlink, unlinkCode, caption, confirm, setKind, unneeded, openOutside, showInFolder, collect }
}
