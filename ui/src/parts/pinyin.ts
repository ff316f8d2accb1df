/** First letters and syllables of a text. */
export interface Spelling {
  initials: string
  pinyin: string
}

const known = new Map<string, Spelling>()

/** Spells texts in pinyin; the tables are loaded when they are wanted first. */
export async function spellAll(texts: readonly string[]): Promise<ReadonlyMap<string, Spelling>> {
  const missing = texts.filter((text) => !known.has(text))
  if (missing.length > 0) {
    const { pinyin } = await import('pinyin-pro')
    for (const text of missing) {
      const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
      const letters = syllables.map((one) => one.toLowerCase().replace(/[^a-z0-9]/g, ''))
      known.set(text, { initials: letters.map((one) => one.charAt(0)).join(''), pinyin: letters.join('') })
    }
  }
  return known
}
