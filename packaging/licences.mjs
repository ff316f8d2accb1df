// Licences of all parts: node packaging/licences.mjs TARGET OUT.html. Reads what cargo and npm have on disk; asks no network.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const [target, out] = process.argv.slice(2)
const root = resolve(import.meta.dirname, '..')
const isLicence = (name) => /^(licen[cs]e|copying|copyright|notice|unlicense|ofl)/i.test(name)

/** The texts of the licence files in a folder. */
function texts(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').replaceAll('\r\n', '\n').trim())
    .sort()
}

/** Crates that end up in the programs for this target: normal dependencies, without tests and build steps. */
function crates() {
  const asked = ['metadata', '--format-version', '1', '--locked', '--filter-platform', target]
  const metadata = JSON.parse(execFileSync('cargo', asked, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }))
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]))
  const packages = new Map(metadata.packages.map((one) => [one.id, one]))
  const shipped = new Set()
  const todo = metadata.packages.filter((one) => ['taizhang-cli', 'taizhang-desktop'].includes(one.name)).map((one) => one.id)
  while (todo.length > 0) {
    const id = todo.pop()
    if (shipped.has(id)) continue
    shipped.add(id)
    for (const dep of nodes.get(id).deps) if (dep.dep_kinds.some((kind) => kind.kind === null)) todo.push(dep.pkg)
  }
  return [...shipped]
    .map((id) => packages.get(id))
    .filter((one) => one.source !== null)
    .map((one) => ({
      name: one.name,
      version: one.version,
      licence: one.license ?? one.license_file ?? '',
      home: one.repository ?? '',
      texts: texts(dirname(one.manifest_path)),
    }))
}

/** Packages that the pages are made of. */
function npm() {
  const lock = JSON.parse(readFileSync(join(root, 'ui/package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path, one]) => path !== '' && !one.dev)
    .map(([path, one]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version: one.version,
      licence: one.license ?? '',
      home: '',
      texts: texts(join(root, 'ui', path)),
    }))
}

const safe = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const parts = [...crates(), ...npm()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
const nameless = parts.filter((part) => !part.licence)
if (nameless.length > 0) throw new Error(`without a licence: ${nameless.map((part) => part.name).join(', ')}`)

// Each text once, with all that come under it.
const under = new Map()
for (const part of parts) for (const text of part.texts) under.set(text, [...(under.get(text) ?? []), `${part.name} ${part.version}`])

const own = texts(root)
const rows = parts.map((part) => `<tr><td>${safe(part.name)}<td>${safe(part.version)}<td>${safe(part.licence)}<td>${safe(part.home)}`)
const sections = [...under].map(([text, names]) => `<h3>${safe([...new Set(names)].join(', '))}</h3><pre>${safe(text)}</pre>`)
writeFileSync(
  out,
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>迎检台账：许可</title>
<style>body{font:14px/1.6 system-ui,"Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em}pre{white-space:pre-wrap;font-size:12px}td{padding:0 1em 0 0;vertical-align:top}</style>
<h1>迎检台账</h1><p>MIT 或 Apache-2.0，由使用者选择。MIT or Apache-2.0, as you choose.</p>${own.map((text) => `<pre>${safe(text)}</pre>`).join('')}
<h2>所用的部件 Parts (${parts.length})</h2><table>${rows.join('\n')}</table>
<p>样例横幅里的字形取自 Noto Sans CJK（SIL OFL 1.1）。The glyphs in the sample's banners come from Noto Sans CJK (SIL OFL 1.1).</p>
<h2>许可原文 Texts</h2>${sections.join('\n')}</html>
`,
)
process.stderr.write(`${parts.length} parts, ${under.size} texts: ${out}\n`)
