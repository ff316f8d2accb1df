import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../assets/messages/errors.en.json'
import zh from '../../assets/messages/errors.zh-CN.json'
import { messagesOf } from './i18n'

/** Every sentence under its dotted key. */
function sentences(messages: Record<string, unknown>, above = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    const path = above ? `${above}.${key}` : key
    if (typeof value === 'string') all.set(path, value)
    else for (const [below, text] of sentences(value as Record<string, unknown>, path)) all.set(below, text)
  }
  return all
}

const names = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const chinese = sentences(messagesOf('zh-CN'))
const english = sentences(messagesOf('en'))

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

describe('the pages’ sentences', () => {
  it('are the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('name the same values in both languages', () => {
    const differ = [...chinese].filter(([key, text]) => String(names(text)) !== String(names(english.get(key) ?? '')))
    expect(differ).toEqual([])
  })

  it('are not empty', () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('exist for every key that a page names outright', () => {
    const sources = filesBelow(import.meta.dirname).filter((path) => /\.(vue|ts)$/.test(path) && !path.endsWith('.test.ts'))
    const missing = sources.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bt\('([\w.]+)'/g)].flatMap(([, key]) => (key && !chinese.has(key) ? [`${path}: ${key}`] : [])),
    )
    expect(missing).toEqual([])
  })
})

describe('the task bar', () => {
  it('has a word for every command that takes its time', () => {
    const table = readFileSync(join(import.meta.dirname, 'api/types.ts'), 'utf8')
    const long = [...table.matchAll(/^ {2}(\w+): \{ args: .*; long: true \};$/gm)].map(([, name]) => name ?? '')
    expect(long).toContain('export')
    expect(long.filter((name) => !chinese.has(`common.task.${name}`) || !english.has(`common.task.${name}`))).toEqual([])
  })
})

describe('the errors’ sentences', () => {
  type Catalogue = Record<string, { message: string; hint: string }>
  const both: [Catalogue, Catalogue] = [zh, en]

  it('are the same codes in both languages, with message and hint', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const catalogue of both) {
      // A reason stands inside the sentence of another code, whose hint counts.
      const bare = Object.entries(catalogue).filter(([code, words]) => !words.message.trim() || (words.hint.trim() !== '') === code.startsWith('because_'))
      expect(bare.map(([code]) => code)).toEqual([])
    }
  })

  it('name the same values in both languages', () => {
    const [chinese, english] = both
    const differ = Object.keys(chinese).filter((code) => {
      const all = (words: { message: string; hint: string } | undefined): string => String(names(`${words?.message ?? ''}${words?.hint ?? ''}`))
      return all(chinese[code]) !== all(english[code])
    })
    expect(differ).toEqual([])
  })

  it('cover every code that the pages make themselves', () => {
    const made = ['program_ended', 'internal', 'cancelled']
    expect(made.filter((code) => both.some((catalogue) => !(code in catalogue)))).toEqual([])
  })
})
