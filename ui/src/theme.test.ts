import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'theme.css'), 'utf8')

/** The colours that a rule names. */
function colours(selector: string): Record<string, string> {
  const rule = css.slice(css.indexOf(`\n${selector} {`)).split('}')[0]!
  return Object.fromEntries([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]))
}

/** Relative luminance (WCAG 2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['ground', 'surface', 'sunk', 'accent-soft']
const light = colours(':root')
const themes = { light, dark: { ...light, ...colours('html.dark') } }

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  const written = ['text', 'muted', 'accent', 'met', 'partial', 'missing', 'due']
  const pairs = written.flatMap((name) => [...GROUNDS, `${name}-soft`].filter((ground) => theme[ground]).map((ground) => [name, ground]))
  it.each([...pairs, ['on-accent', 'accent']])('writes %s readably on %s (AA)', (name, ground) => {
    expect(contrast(theme[name!]!, theme[ground!]!)).toBeGreaterThanOrEqual(4.5)
  })
})
