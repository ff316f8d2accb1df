// Licences of all parts as a page for a package: node packaging/licences.mjs OUT.html, after the pages were built.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const [out] = process.argv.slice(2)
const { parts, texts } = JSON.parse(readFileSync(join(root, 'ui/dist/licences.json'), 'utf8'))
const safe = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const own = ['LICENSE-MIT', 'LICENSE-APACHE'].map((name) => `<pre>${safe(readFileSync(join(root, name), 'utf8'))}</pre>`)
const rows = parts.map(({ name, version, licence, home }) => `<tr><td>${safe(name)}<td>${safe(version)}<td>${safe(licence)}<td>${safe(home)}`)
// Each text once, with all that come under it.
const sections = texts.map((text, n) => {
  const names = parts.filter((part) => part.texts.includes(n)).map((part) => `${part.name} ${part.version}`.trim())
  return `<h3>${safe(names.join(', '))}</h3><pre>${safe(text)}</pre>`
})
writeFileSync(
  out,
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>迎检台账：许可</title>
<style>body{font:14px/1.6 system-ui,"Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em}pre{white-space:pre-wrap;font-size:12px}td{padding:0 1em 0 0;vertical-align:top}</style>
<h1>迎检台账</h1><p>MIT 或 Apache-2.0，由使用者选择。MIT or Apache-2.0, as you choose.</p>${own.join('')}
<h2>所用的部件 Parts (${parts.length})</h2><table>${rows.join('\n')}</table>
<h2>许可原文 Texts</h2>${sections.join('\n')}</html>
`,
)
process.stderr.write(`${parts.length} parts, ${texts.length} texts: ${out}\n`)
