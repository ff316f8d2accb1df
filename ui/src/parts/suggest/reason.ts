import type { ReasonRow } from '../../api/types'

type Say = (key: string, values?: Record<string, unknown>) => string

/** Why an indicator is suggested, in the language of the page; the strongest reasons alone. */
export function reasonWords(t: Say, reasons: readonly ReasonRow[], most = 3): string {
  const quoted = (words: readonly string[]): string => words.map((word) => t('suggest.word', { word })).join('')
  return reasons
    .slice(0, most)
    .map((one) => {
      const first = one.found[0] ?? ''
      if (one.rule === 'words' || one.rule === 'topic') {
        const field = t(`suggest.field.${one.field ?? 'title'}`)
        return t(`suggest.reason.${one.rule}`, { field, found: quoted(one.found), wanted: quoted(one.wanted) })
      }
      const found = one.rule === 'kind' ? t(`material.kind.${first}`) : first
      return t(`suggest.reason.${one.rule}`, { found, wanted: one.wanted[0] ?? '' })
    })
    .join(t('suggest.and'))
}
