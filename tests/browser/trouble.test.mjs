// What goes wrong for clerks is said on screen in plain words, and nothing is lost.
import assert from 'node:assert/strict'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { goto, open, pick, walkTo } from '../browser.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')
const catalogue = JSON.parse(readFileSync(join(import.meta.dirname, '../../assets/messages/errors.zh-CN.json'), 'utf8'))
const limits = { timeout: 60_000 }
let photos

before(() => {
  const drawn = scratch()
  makeSample(drawn)
  const folder = join(drawn, '示例素材', '微信文件')
  photos = readdirSync(folder).sort().slice(0, 3).map((name) => join(folder, name))
})

test('a folder that vanished while it was being chosen', limits, async (t) => {
  const { home, page, end } = await clerk(t)
  const gone = join(home, '将要消失')
  mkdirSync(gone)
  await page.getByRole('button', { name: words('material.addFolder') }).click()
  const dialog = await walkTo(page, gone)
  rmSync(gone, { recursive: true })
  await dialog.getByRole('button', { name: words('common.chooser.take.folder') }).click()
  await says(page, 'source_unreadable', { path: gone })
  end()
})

test('a folder inside one that is there already', limits, async (t) => {
  const { source, page, ledger, end } = await clerk(t)
  const inner = join(source, '三月')
  mkdirSync(inner)
  await page.getByRole('button', { name: words('material.addFolder') }).click()
  await pick(page, inner)
  await says(page, 'source_overlap', { path: inner, other: source })
  assert.equal(taizhang('--ledger', ledger, 'source', 'list').sources.length, 1)
  end()
})

test('a ledger that another program has open', limits, async (t) => {
  const { home, ledger, end } = await clerk(t)
  const second = await open(t, await serve(t, { ledger, config: join(home, 'second') }), { refused: true })
  const { page } = second
  await page.getByText(words('common.readOnly')).waitFor()
  await goto(page, 'material')
  await page.locator('.photo-grid .tile').first().click()
  await page.keyboard.press('l')
  await page.getByText(words('material.readOnly')).waitFor()
  assert.equal(await page.locator('.indicator-picker').count(), 0)
  assert.deepEqual(second.troubles, [])
  end()
})

test('a table that is none', limits, async (t) => {
  const { home, page, ledger, end } = await clerk(t, { checklist: false })
  const table = join(home, '测评体系.xlsx')
  writeFileSync(table, '这不是表格，只是改了扩展名的文字。')
  await goto(page, 'indicator')
  await page.getByRole('button', { name: words('indicator.import') }).first().click()
  await page.getByRole('button', { name: words('import.pickFile') }).click()
  await pick(page, table, 'file')
  await says(page, 'document_malformed', { path: table, wanted: 'xlsx' })
  assert.equal(taizhang('--ledger', ledger, 'checklist', 'show').indicators.length, 0)
  end()
})

test('a folder that is unplugged, and plugged in again', limits, async (t) => {
  const { home, source, page, ledger, end } = await clerk(t)
  const away = join(home, '拔掉了')
  renameSync(source, away)
  await goto(page, 'settings')
  await page.getByText(words('settings.sources.disconnected'), { exact: true }).waitFor()
  await goto(page, 'material')
  await page.locator('.side-column').getByText(words('material.notConnected')).waitFor()
  await page.locator('.tile .mark').filter({ hasText: words('material.itemState.disconnected') }).nth(photos.length - 1).waitFor()
  assert.equal(taizhang('--ledger', ledger, 'items').total, photos.length, 'what was known stays known')
  renameSync(away, source)
  await goto(page, 'settings')
  await page.getByText(words('settings.sources.connected'), { exact: true }).waitFor()
  await goto(page, 'material')
  await page.locator('.photo-grid .tile').nth(photos.length - 1).waitFor()
  await page.locator('.tile .mark').first().waitFor({ state: 'detached' })
  end()
})

test('evidence that changed or vanished before the export', limits, async (t) => {
  const { source, page, ledger, end } = await clerk(t)
  const [changed, vanished] = readdirSync(source).sort()
  await page.locator('.photo-grid .tile').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('l')
  await page.locator('.indicator-picker').waitFor()
  await page.keyboard.type('4.3')
  await page.locator('.indicator-picker .choice').filter({ hasText: '义务植树' }).waitFor()
  await page.keyboard.press('Enter')
  await until('all is linked', () => taizhang('--ledger', ledger, 'items', '--unlinked').total === 0)

  appendFileSync(join(source, changed), '后来的字节')
  rmSync(join(source, vanished))
  await goto(page, 'export')
  const form = page.locator('.export-form')
  await form.getByText(words('export.changed', { n: 1 })).waitFor()
  await form.getByText(words('export.unavailable', { n: 1 })).waitFor()
  await form.locator('.unavailable li').filter({ hasText: vanished }).waitFor()
  const make = page.getByRole('button', { name: words('export.make'), exact: true })
  assert.equal(await make.isDisabled(), true, 'not without a word on what is missing')
  await form.locator('.allow .el-switch').click()
  await make.click()
  const card = page.locator('.pack-card')
  await card.locator('.left-out li').filter({ hasText: vanished }).waitFor()
  const path = (await card.locator('.path').innerText()).trim()
  const checked = taizhang('verify', path)
  assert.equal(checked.valid, true)
  assert.equal(checked.entries, 2)
  end()
})

/** A ledger with three pictures, open on 材料; `end` tells that nothing but the expected went wrong. */
async function clerk(t, { checklist = true } = {}) {
  const home = scratch()
  const [source, ledger] = [join(home, '素材'), join(home, '台账')]
  mkdirSync(source)
  for (const [n, photo] of photos.entries()) copyFileSync(photo, join(source, `照片${n + 1}.jpg`))
  taizhang('init', ledger, '--unit', '某县水利局', '--title', '文明单位创建', '--year', '2026')
  taizhang('--ledger', ledger, 'source', 'add', source)
  taizhang('--ledger', ledger, 'scan')
  if (checklist) taizhang('--ledger', ledger, 'checklist', 'template', 'small-unit')
  const { page, troubles } = await open(t, await serve(t, { ledger, config: home }), { refused: true })
  await page.waitForURL(/#\/overview/)
  await goto(page, 'material')
  await page.locator('.photo-grid .tile').nth(photos.length - 1).waitFor()
  return { home, source, ledger, page, end: () => assert.deepEqual(troubles, []) }
}

/** The catalogue's sentence and its hint are on screen, with the names filled in. */
async function says(page, code, values) {
  const { message, hint } = catalogue[code]
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
  await page.getByText(fill(message)).first().waitFor({ timeout: 15_000 })
  await page.getByText(fill(hint)).first().waitFor({ timeout: 15_000 })
}
