// A document as a page that every browser opens: node packaging/page.mjs IN.md OUT.html. The pages' packages are there.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const { marked } = createRequire(join(resolve(import.meta.dirname, '..'), 'ui/package.json'))('marked')
const [source, out] = process.argv.slice(2)
const text = readFileSync(source, 'utf8')
const title = /^# (.+)$/m.exec(text)?.[1] ?? ''
writeFileSync(
  out,
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title>
<style>body{font:15px/1.7 system-ui,"Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;padding:0 1em}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left}table{border-collapse:collapse}</style>
${marked.parse(text, { async: false })}</html>
`,
)
