import { createI18n } from 'vue-i18n'

const files = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', { eager: true, import: 'default' })

/** Messages of a language: one file per page, under the page's name. */
export function messagesOf(locale: string): Record<string, unknown> {
  const messages: Record<string, unknown> = {}
  for (const [path, content] of Object.entries(files)) {
    const [, language, page] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if (language === locale && page) messages[page] = content
  }
  return messages
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': messagesOf('zh-CN'), en: messagesOf('en') } as Record<string, never>,
})

/** Changes the language of every page. */
export function setLocale(language: string): void {
  const locale = language === 'en' ? 'en' : 'zh-CN'
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}
