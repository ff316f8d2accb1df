// 打开目录.html as an inspector opens it: from a folder on disk, with script and without.
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { args } from '../browser.mjs'
import { makeSample, scratch, taizhang } from '../program.mjs'

const dir = scratch()
const ledger = makeSample(dir)
const zip = join(dir, '迎检包.zip')
taizhang('--ledger', ledger, 'export', zip, '--allow-gaps', '--profile', '完整归档')
const { folder: around } = taizhang('pack', 'unpack', zip, join(dir, '解开'))
const folder = join(around, readdirSync(around)[0])
const front = join(folder, '打开目录.html')
const contents = JSON.parse(readFileSync(join(folder, 'index/pack.json'), 'utf8'))
chmodSync(front, 0o444)

/** The page from disk; `troubles` are script errors, refusals of the policy, and whatever leads off the disk. */
async function openFile(t, javaScriptEnabled) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })
  t.after(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', javaScriptEnabled })
  const page = await context.newPage()
  const troubles = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  page.on('requestfailed', (request) => troubles.push(`failed ${request.url()}`))
  page.on('request', (request) => request.url().startsWith('file:') || troubles.push(`asked ${request.url()}`))
  await page.goto(pathToFileURL(front).href)
  return { page, troubles }
}

/** Whether every local link and picture of the page leads to a file of the pack. */
async function followed(page) {
  const targets = await page.$$eval('a[href],img[src]', (all) => all.map((one) => one.href || one.src))
  const local = [...new Set(targets.filter((target) => target.startsWith('file:')).map((target) => target.split('#')[0]))]
  for (const target of local) readFileSync(new URL(target))
  return local.length
}

test('without script the page shows everything and has no dead controls', { timeout: 120_000 }, async (t) => {
  const { page, troubles } = await openFile(t, false)
  const text = await page.innerText('body')
  for (const indicator of contents.indicators) assert.ok(text.includes(indicator.title), indicator.title)
  for (const indicator of contents.indicators.filter((one) => one.statement)) {
    assert.ok(text.includes(indicator.statement.text.trim().split('\n')[0]), indicator.code)
  }
  for (const paper of contents.papers) assert.ok(text.includes(paper.replace('目录/', '')), paper)
  assert.ok(contents.papers.includes('目录/自查报告.pdf'))
  assert.ok(text.includes('自查情况'))
  assert.equal(await page.locator('#tools').isVisible(), false)
  const links = contents.indicators.flatMap((one) => one.links).filter((link) => link.path)
  assert.equal(await page.locator('[data-k] > a, [data-k] .name > a').count(), links.length + (await page.locator('a[rel]').count()))
  assert.ok((await followed(page)) > contents.entries.length)
  assert.deepEqual(troubles, [])
})

test('with script it searches, filters and shows pictures', { timeout: 120_000 }, async (t) => {
  const { page, troubles } = await openFile(t, true)
  const shown = () => page.locator('[data-k]:visible').count()
  await page.locator('#tools input').waitFor()
  const all = await shown()

  const photo = contents.entries.find((entry) => entry.kind === 'photo')
  const name = photo.original_name.replace(/\.[^.]*$/, '')
  await page.fill('#tools input', name.toUpperCase())
  await page.locator('.found').filter({ hasText: /本页 \d+ 件/ }).waitFor()
  const found = await shown()
  assert.ok(found > 0 && found < all, `${found} of ${all}`)
  await page.fill('#tools input', '绝不会有的词')
  await page.locator('.found').filter({ hasText: '本页 0 件' }).waitFor()
  assert.equal(await page.locator('section.card:visible').count(), 0)
  await page.fill('#tools input', '')
  await page.locator('.found').filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
  assert.equal(await shown(), all)

  await page.selectOption('#tools select[aria-label="全部材料"]', '照片')
  assert.equal(await shown(), await page.locator('[data-k="照片"]:visible').count())
  await page.selectOption('#tools select[aria-label="全部材料"]', '')
  const states = await page.$$eval('#tools select[aria-label="全部指标"] option', (all) => all.map((one) => one.value).filter(Boolean))
  assert.ok(states.length > 1, 'the sample has several states')
  await page.selectOption('#tools select[aria-label="全部指标"]', states[0])
  for (const state of await page.$$eval('section.card:not([hidden])', (all) => all.map((one) => one.dataset.s))) {
    assert.ok(!state || state === states[0], state)
  }
  await page.selectOption('#tools select[aria-label="全部指标"]', '')

  const picture = page.locator('figure > a[data-v="img"]').first()
  await picture.click()
  const viewer = page.getByRole('dialog')
  await viewer.locator('.stage img').waitFor()
  const size = await viewer.locator('.stage img').evaluate(async (image) => {
    await image.decode()
    return image.naturalWidth
  })
  assert.ok(size > 320, 'the original, not the thumbnail')
  assert.match(await viewer.innerText(), /1 \/ \d+/)
  await page.keyboard.press('ArrowRight')
  assert.match(await viewer.innerText(), /2 \/ \d+/)
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'hidden' })
  assert.ok(await picture.evaluate((link) => link === document.activeElement), 'the focus is back where it was')
  assert.deepEqual(troubles, [])
})
