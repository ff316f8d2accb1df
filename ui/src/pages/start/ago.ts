/** How long ago, in the words of the language: 今天, 昨天, 3天前, 2个月前. `asOf` is a day, `at` an ISO time in UTC. */
export function agoWords(at: string, asOf: string, locale: string): string {
  const then = Date.parse(at.slice(0, 10))
  const days = Math.round((Date.parse(asOf) - then) / 86_400_000)
  if (Number.isNaN(days)) return ''
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (days < 1) return words.format(0, 'day')
  if (days < 31) return words.format(-days, 'day')
  if (days < 365) return words.format(-Math.floor(days / 30), 'month')
  return words.format(-Math.floor(days / 365), 'year')
}
