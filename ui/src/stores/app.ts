import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { asAppError, backend } from '../api'
import type { AppError, AppInfo, LedgerInfo, Preferences } from '../api/types'
import { setLocale } from '../i18n'
import { applyTheme } from '../theme'

/** The program and the open ledger. */
export const useApp = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null)
  const error = shallowRef<AppError | null>(null)
  const ledger = computed(() => info.value?.ledger ?? null)

  /** Days from today to the inspection; null without a date. */
  const daysLeft = computed(() => {
    const day = ledger.value?.inspection_date
    if (!day || !info.value) return null
    return Math.round((Date.parse(day) - Date.parse(info.value.as_of)) / 86_400_000)
  })

  async function load(): Promise<void> {
    try {
      info.value = await backend.call('app_info')
      error.value = null
      setLocale(info.value.preferences.language)
      applyTheme(info.value.preferences.theme)
    } catch (cause) {
      error.value = asAppError(cause)
    }
  }

  async function open(dir: string): Promise<LedgerInfo> {
    const opened = await backend.call('ledger_open', { dir })
    await load()
    return opened
  }

  async function prefer(change: Partial<Preferences>): Promise<void> {
    if (!info.value) return
    const preferences = await backend.call('preferences_set', { ...info.value.preferences, ...change })
    info.value = { ...info.value, preferences }
    setLocale(preferences.language)
    applyTheme(preferences.theme)
  }

  return { info, error, ledger, daysLeft, load, open, prefer }
})
