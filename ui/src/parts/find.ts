import type { Spelling } from './pinyin'

/** Something that can be found by code, word or pinyin. */
export interface Findable {
  code: string
  title: string
  /** First letters of the title's syllables: `wmdjr` for 我们的节日. */
  initials?: string
  /** The title's syllables one after another: `womendejieri`. */
  pinyin?: string
}

/** How well a query fits: higher is better, 0 is not at all. */
export function fit(query: string, one: Findable): number {
  const wanted = query.trim().toLowerCase()
  if (!wanted) return 1
  const code = one.code.toLowerCase()
  const title = one.title.toLowerCase()
  if (code === wanted) return 100
  if (code.startsWith(wanted)) return 90 - Math.min(20, code.length - wanted.length)
  const inTitle = title.indexOf(wanted)
  if (inTitle >= 0) return 68 - Math.min(20, inTitle)
  if (/^[a-z']+$/.test(wanted)) {
    const letters = wanted.replaceAll("'", '')
    const initial = one.initials?.indexOf(letters) ?? -1
    if (initial >= 0) return 46 - Math.min(15, initial)
    const full = letters.length > 1 ? (one.pinyin?.indexOf(letters) ?? -1) : -1
    if (full >= 0) return 30 - Math.min(10, full)
  }
  const words = wanted.split(/\s+/)
  if (words.length > 1) {
    const each = words.map((word) => fit(word, one))
    if (each.every((points) => points > 0)) return Math.max(1, Math.min(...each) - 5)
  }
  return 0
}

/** The ones that fit, best first; equals stay in their order. */
export function findAll<T extends Findable>(query: string, all: readonly T[], most = 200): T[] {
  if (!query.trim()) return all.slice(0, most)
  return all
    .map((one, index) => ({ one, index, points: fit(query, one) }))
    .filter((each) => each.points > 0)
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .slice(0, most)
    .map((each) => each.one)
}

/** Whether a query fits at all. */
export function matches(query: string, one: { code: string; title: string }, spelling?: Spelling): boolean {
  return fit(query, { code: one.code, title: one.title, ...spelling }) > 0
}
