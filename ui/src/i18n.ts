import { createI18n } from 'vue-i18n'

type Messages = Record<string, unknown>

const files = import.meta.glob<Messages>('./locales/*/*.json', { eager: true, import: 'default' })

/** Messages of a language: one file per page, under the page's name. */
export function messagesOf(locale: string): Messages {
  const messages: Messages = {}
  for (const [path, content] of Object.entries(files)) {
    const [, language, page] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if (language === locale && page) messages[page] = content
  }
  return messages
}

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  // The library's types want every key spelt out; a test compares the two languages.
  messages: { 'zh-CN': messagesOf('zh-CN'), en: messagesOf('en') } as never,
})

/** Changes the language of every page. */
export function setLocale(language: string): void {
  const locale = language === 'en' ? 'en' : 'zh-CN'
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}
