// Seconds that Chromium takes to open the pages of an unpacked pack's index, beside an empty page and reading their bytes.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { args } from './browser.mjs'

const bag = process.argv[2]
const blank = join(bag, 'empty.html')
writeFileSync(blank, '<!doctype html><meta charset="utf-8"><title>empty</title>')
const pages = readdirSync(join(bag, '目录/页')).map((name) => join('目录/页', name))
const largest = pages.sort((a, b) => statSync(join(bag, b)).size - statSync(join(bag, a)).size)[0]

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })

/** The middle of five: seconds until the page is loaded and drawn. */
async function opened(path) {
  const runs = []
  for (let run = 0; run < 5; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
    const page = await context.newPage()
    const begin = performance.now()
    await page.goto(pathToFileURL(path).href)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    runs.push((performance.now() - begin) / 1000)
    await context.close()
  }
  return runs.sort((a, b) => a - b)[2]
}

const rows = []
for (const [name, path] of [['the front page', '打开目录.html'], ['its largest page', largest]]) {
  const begin = performance.now()
  const bytes = readFileSync(join(bag, path)).length
  const read = (performance.now() - begin) / 1000
  rows.push({ name, bytes, read, empty: await opened(blank), ours: await opened(join(bag, path)) })
}
await browser.close()
console.log(JSON.stringify(rows))
