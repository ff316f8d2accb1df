// The words on screen, from the pages' own files: a test says `words('export.make')` in the language it runs in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const locales = join(import.meta.dirname, '../ui/src/locales')

/** Words by key (`page.key.key`) in one language, with `{name}` filled in. */
export function wordsOf(language) {
  return (key, values = {}) => {
    const [page, ...path] = key.split('.')
    let found = JSON.parse(readFileSync(join(locales, language, `${page}.json`), 'utf8'))
    for (const name of path) found = found?.[name]
    if (typeof found !== 'string') throw new Error(`no words for ${key} in ${language}`)
    return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
  }
}
