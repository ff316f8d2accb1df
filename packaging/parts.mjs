// Every part of the programs with its licence, as JSON: node packaging/parts.mjs FOLDER… (of the npm packages that the pages
// hold; ui/licences.ts names them). Reads what cargo and npm have on disk; asks no network.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const TARGETS = ['x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu', 'x86_64-pc-windows-gnu']
const isLicence = (name) => /^(licen[cs]e|copying|copyright|notice|unlicense|ofl)/i.test(name)
const read = (path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim()

/** The texts of the licence files in a folder, and `depth` folders below: what a crate bundles has its own. */
function texts(folder, depth) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth > 0 || isLicence(entry.name) ? texts(path, isLicence(entry.name) ? 0 : depth - 1) : []
      return entry.isFile() && isLicence(entry.name) && !/\.(rs|c|h|toml|json)$/.test(entry.name) ? [read(path)] : []
    })
    .sort()
}

/** Crates that end up in the programs: normal dependencies, without tests and build steps. */
function crates() {
  const asked = ['metadata', '--format-version', '1', ...TARGETS.flatMap((target) => ['--filter-platform', target])]
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
      licence: one.license ?? '',
      home: one.repository ?? '',
      authors: one.authors,
      // Only what wraps a library of another language carries another's work inside.
      texts: texts(dirname(one.manifest_path), one.name.endsWith('-sys') ? 2 : 0),
    }))
}

/** The npm package in a folder. */
function npm(folder) {
  const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const home = typeof own.repository === 'string' ? own.repository : (own.repository?.url ?? '')
  const author = typeof own.author === 'string' ? own.author : (own.author?.name ?? '')
  return { name: own.name, version: own.version, licence: own.license ?? '', home: home.replace(/^git\+/, ''), authors: author ? [author] : [], texts: texts(folder, 0) }
}

/** What no registry lists. */
const OTHERS = [
  ['libjpeg-turbo', 'IJG AND BSD-3-Clause AND Zlib', 'https://libjpeg-turbo.org', 'This software is based in part on the work of the Independent JPEG Group.'],
  ['SQLite', 'Public domain', 'https://sqlite.org/copyright.html', 'All of the code and documentation in SQLite has been dedicated to the public domain by the authors.'],
  ['Rust standard library', 'MIT OR Apache-2.0', 'https://github.com/rust-lang/rust', null],
  ['MinGW-w64 runtime (Windows)', 'ZPL-2.1 AND public domain', 'https://www.mingw-w64.org', 'Parts of the MinGW-w64 runtime, under the Zope Public License 2.1 or in the public domain, are linked into the programs for Windows.'],
  ['GCC runtime library (Windows)', 'GPL-3.0-or-later WITH GCC-exception-3.1', 'https://gcc.gnu.org', 'Linked into the programs for Windows under the GCC Runtime Library Exception.'],
  ['WebView2Loader.dll (Windows)', 'BSD-3-Clause', 'https://www.nuget.org/packages/Microsoft.Web.WebView2', 'Copyright (C) Microsoft Corporation. All rights reserved. Redistributed unchanged.'],
  ['Noto Sans CJK (outlines in the sample’s banners)', 'OFL-1.1', 'https://github.com/notofonts/noto-cjk', 'Copyright Adobe. Licensed under the SIL Open Font License, Version 1.1.'],
].map(([name, licence, home, text]) => ({ name, version: '', licence, home, authors: [], texts: text ? [text] : [] }))

/** The ids that an expression names. */
const ids = (licence) => licence.split(/\s*(?:\/|\bOR\b|\bAND\b|\bWITH\b|[()])\s*/).filter((id) => id !== '')

/** The text that stands for a licence whose part brings none: our own copy, or that of a part under this licence alone. */
function standard(part, id, all) {
  const names = part.authors.join(', ') || `the authors of ${part.name}`
  if (id === 'MIT') return read(join(root, 'LICENSE-MIT')).replace(/^Copyright.*$/m, `Copyright (c) ${names}`)
  if (id === 'Apache-2.0') return read(join(root, 'LICENSE-APACHE'))
  return all.find((other) => other.licence === id && other.texts.length > 0)?.texts[0]
}

const parts = [...crates(), ...process.argv.slice(2).map(npm), ...OTHERS].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
const numbers = new Map()
const number = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).get(text)
const rows = parts.map((part) => {
  const own = part.texts.length > 0 ? part.texts : ids(part.licence).map((id) => standard(part, id, parts)).filter((text) => text !== undefined)
  if (own.length === 0) throw new Error(`no text for ${part.name} ${part.version}: ${part.licence || 'no licence'}`)
  const { name, version, licence, home } = part
  return { name, version, licence, home, texts: own.map(number) }
})
process.stdout.write(JSON.stringify({ parts: rows, texts: [...numbers.keys()] }))
