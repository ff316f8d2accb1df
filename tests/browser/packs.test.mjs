// What happens to a pack in the page: looked at before, made, checked, carried to a stick, opened by whoever receives it, compared.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open, pick } from '../browser.mjs'
import { cli, door, makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')
const told = '我局植树三百棵，成活率百分之九十五。'

/** A sample whose pack was made once, and changed since: a report written, an indicator without one of its files. */
function changed(home) {
  const ledger = makeSample(home)
  taizhang('--ledger', ledger, 'scan')
  const earlier = join(home, '先前.zip')
  const report = join(home, '报告.txt')
  writeFileSync(report, told)
  taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', earlier, '--allow-gaps')
  const { indicators } = taizhang('pack', 'open', earlier)
  const proved = indicators.filter((one) => one.links.filter((link) => link.file !== null).length > 1)
  const [shown] = proved
  assert.ok(shown, 'an indicator with two files')
  taizhang('--ledger', ledger, 'statement', 'set', shown.code, '--file', report)
  const items = taizhang('--ledger', ledger, 'items', '--indicator', shown.code).items
  taizhang('--ledger', ledger, 'unlink', items[0].id, shown.code)
  return { ledger, earlier, code: shown.code, title: shown.title }
}

test('自查、导出、校验、拷到U盘、打开、比较、解包', { timeout: 180_000 }, async (t) => {
  const home = scratch()
  const { ledger, earlier, code, title } = changed(home)
  const stick = join(home, 'U盘')
  mkdirSync(stick)
  const url = await serve(t, { ledger, config: home })
  const { page, troubles } = await open(t, url)
  await goto(page, 'export')

  await findingOpensItsPlace(page)
  const pack = await makeAndVerify(page, ledger)
  await copyTo(page, stick, pack)
  await look(page, join(stick, 'pack').replace(/pack$/, readdirSync(stick)[0]), code, title)
  await compare(page, earlier, `${code} ${title}`)
  await unpack(page, home)
  assert.deepEqual(troubles, [])
})

async function findingOpensItsPlace(page) {
  const card = page.locator('.precheck-card')
  await card.locator('details').first().waitFor()
  const finding = card.locator('details').filter({ has: page.locator('a[href*="item="]') }).first()
  await finding.locator('summary').click()
  const link = finding.locator('a').first()
  const name = (await link.innerText()).trim()
  await link.click()
  await page.waitForURL(/#\/material\?.*item=/)
  const inspector = page.locator('.inspector-one')
  await inspector.waitFor()
  const leaf = name.split('/').pop()
  assert.ok((await inspector.innerText()).includes(leaf.replace(/\.\w+$/, '')), `${leaf} is looked at`)
  await goto(page, 'export')
}

async function makeAndVerify(page, ledger) {
  await page.getByRole('button', { name: words('export.make'), exact: true }).click()
  await page.getByText(words('export.made')).waitFor({ timeout: 60_000 })
  await page.locator('.pack-card').getByRole('button', { name: words('export.verify'), exact: true }).click()
  await page.getByText(words('export.valid').split('{n}')[0], { exact: false }).first().waitFor({ timeout: 60_000 })
  const [name] = readdirSync(join(ledger, 'exports'))
  return join(ledger, 'exports', name)
}

/** The copy is the same; a second one is not made over it unasked. */
async function copyTo(page, stick, pack) {
  const copy = page.locator('.pack-card').getByRole('button', { name: words('received.copy') })
  await copy.click()
  await pick(page, stick)
  await page.locator('.pack-card .good').waitFor({ timeout: 60_000 })
  const [name, ...others] = readdirSync(stick)
  assert.deepEqual(others, [])
  assert.deepEqual(readFileSync(join(stick, name)), readFileSync(pack))
  writeFileSync(join(stick, name), 'other')
  await copy.click()
  await pick(page, stick)
  const wrong = page.locator('.pack-card .wrong')
  await wrong.waitFor()
  assert.equal(readFileSync(join(stick, name), 'utf8'), 'other')
  await wrong.getByRole('button', { name: words('received.replace'), exact: true }).click()
  await page.locator('.pack-card .good').waitFor({ timeout: 60_000 })
  assert.deepEqual(readFileSync(join(stick, name)), readFileSync(pack))
}

async function look(page, path, code, title) {
  await page.getByRole('button', { name: words('received.look') }).click()
  await pick(page, path, 'file')
  await page.waitForURL(/#\/received\?path=/)
  await page.locator('.received-page .head').getByRole('heading', { name: '某县交通运输局' }).waitFor()
  await page.locator('.tree .line').filter({ hasText: `${code} ${title}` }).click()
  const shown = page.locator('.received-indicator')
  await shown.getByRole('heading', { name: `${code} ${title}` }).waitFor()
  await shown.getByText(told).waitFor()
  await page.waitForFunction(() => [...document.querySelectorAll('.received-indicator img')].some((img) => img.naturalWidth > 0))
  await shown.locator('.tile').filter({ has: page.locator('img') }).first().click()
  const viewer = page.locator('.received-viewer')
  await viewer.waitFor()
  await page.waitForFunction(() => (document.querySelector('.received-viewer img')?.naturalWidth ?? 0) > 320)
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  // The tree finds a word and keeps what stands above it.
  await page.getByPlaceholder(words('received.find')).fill(title)
  assert.ok((await page.locator('.tree .line.top').count()) >= 1)
  await page.getByPlaceholder(words('received.find')).fill('')
}

async function compare(page, earlier, name) {
  await page.getByRole('button', { name: words('received.compare') }).click()
  await pick(page, earlier, 'file')
  const card = page.locator('.diff-card')
  await card.waitFor()
  const row = card.locator('.indicators > li').filter({ hasText: name })
  await row.locator('.removed').first().waitFor()
}

async function unpack(page, home) {
  mkdirSync(join(home, '解开'))
  await page.getByRole('button', { name: words('received.unpack'), exact: true }).click()
  await pick(page, join(home, '解开'))
  await page.locator('.received-page .done').waitFor({ timeout: 60_000 })
  const [folder] = readdirSync(join(home, '解开'))
  assert.equal(taizhang('verify', join(home, '解开', folder)).valid, true)
}

test('a pack is looked at without a ledger, in English, and what is no pack is said', { timeout: 120_000 }, async (t) => {
  const home = scratch()
  const { earlier } = changed(home)
  const english = wordsOf('en')
  mkdirSync(join(home, 'config'))
  const no = join(home, 'no pack.zip')
  writeFileSync(no, 'PK')
  const url = await serve(t, { config: join(home, 'config') })
  const { page, troubles } = await open(t, url, { locale: 'en', refused: true })
  await inLanguage(page, 'en')
  await page.getByRole('button', { name: english('start.received') }).click()
  await pickAnywhere(page, earlier)
  await page.locator('.received-page .head').getByRole('heading', { name: '某县交通运输局' }).waitFor()
  await page.getByRole('button', { name: english('export.verify'), exact: true }).click()
  await page.locator('.verdict-card').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: english('received.another') }).click()
  await pickAnywhere(page, no)
  await page.getByRole('alert').waitFor()
  assert.ok((await page.getByRole('alert').innerText()).includes('no pack.zip'))
  assert.ok(existsSync(no))
  assert.deepEqual(troubles, [])

  /** The program that has no ledger has the same places. */
  async function pickAnywhere(page, path) {
    await pick(page, path, 'file', 'en')
  }
})

test('加密的包凭密码打开、校验、解包', { timeout: 120_000 }, async (t) => {
  const home = scratch()
  const ledger = makeSample(home)
  taizhang('--ledger', ledger, 'scan')
  const locked = join(home, '加密.zip')
  taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', locked, '--allow-gaps', '--password', '口令 8')
  const url = await serve(t, { ledger, config: home })
  const { page, troubles } = await open(t, url, { refused: true })
  await goto(page, 'export')
  await page.getByRole('button', { name: words('received.look') }).click()
  await pick(page, locked, 'file')
  const box = page.locator('.el-message-box')
  // Another password is asked again; nothing is shown before the right one.
  await answer(box, '口令 9')
  await answer(box.filter({ hasText: '口令不对' }), '口令 8')
  await page.locator('.received-page .head').getByRole('heading', { name: '某县交通运输局' }).waitFor({ timeout: 60_000 })
  assert.ok((await page.locator('.received-page .who').innerText()).includes('加密.zip'))
  const { indicators } = taizhang('pack', 'open', locked, '--password', '口令 8')
  const { code, title } = indicators.find((one) => one.links.filter((link) => link.file !== null).length > 1)
  await page.locator('.tree .line').filter({ hasText: `${code} ${title}` }).click()
  await page.waitForFunction(() => [...document.querySelectorAll('.received-indicator img')].some((img) => img.naturalWidth > 0))
  await page.getByRole('button', { name: words('export.verify'), exact: true }).click()
  await page.locator('.verdict-card').waitFor({ timeout: 60_000 })
  assert.ok((await page.locator('.verdict-card').innerText()).includes('加密.zip'))
  await unpack(page, home)
  assert.deepEqual(troubles, [])
})

/** Gives a password to the box that asks for one. */
async function answer(asked, password, told = words) {
  await asked.waitFor()
  await asked.locator('input').fill(password)
  await asked.getByRole('button', { name: told('export.password.open') }).click()
}

/** Turns a page to a language, as a person prefers it. */
async function inLanguage(page, language) {
  await page.waitForSelector('.start-page')
  await command(page, 'preferences_set', { language, theme: 'light', actor: '王敏' })
  await page.reload()
}

for (const locale of ['zh-CN', 'en']) {
  test(`先前的包加了密，也凭口令比较 (${locale})`, { timeout: 240_000 }, async (t) => {
    const home = scratch()
    const told = wordsOf(locale)
    const ledger = makeSample(home)
    taizhang('--ledger', ledger, 'scan')
    const [earlier, later, report] = ['先前.zip', '后来.zip', '报告.txt'].map((name) => join(home, name))
    const pack = (out, password) => taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', out, '--allow-gaps', '--password', password)
    pack(earlier, '口令 8')
    const { code, title } = taizhang('pack', 'open', earlier, '--password', '口令 8').indicators.find((one) => one.links.length > 0)
    writeFileSync(report, '我局植树三百棵。')
    taizhang('--ledger', ledger, 'statement', 'set', code, '--file', report)
    pack(later, '口令 9')

    const { page, troubles } = await open(t, await serve(t, { config: home }), { locale, refused: true })
    await inLanguage(page, locale)
    await page.getByRole('button', { name: told('start.received') }).click()
    await pick(page, later, 'file', locale)
    const box = page.locator('.el-message-box')
    await answer(box, '口令 9', told)
    await page.locator('.received-page .head').getByRole('heading', { name: '某县交通运输局' }).waitFor({ timeout: 60_000 })

    const compare = page.getByRole('button', { name: told('received.compare') })
    await compare.click()
    await pick(page, earlier, 'file', locale)
    // Whoever gives up is told why there is nothing to see.
    await box.filter({ hasText: '先前.zip' }).getByRole('button', { name: told('common.cancel') }).click()
    await page.locator('.received-page .wrong').filter({ hasText: '先前.zip' }).waitFor()
    assert.equal(await page.locator('.diff-card').count(), 0)

    await compare.click()
    await pick(page, earlier, 'file', locale)
    await answer(box, '口令 9', told)
    const wrong = JSON.parse(readFileSync(new URL(`../../assets/messages/errors.${locale}.json`, import.meta.url), 'utf8')).wrong_password
    await answer(box.filter({ hasText: wrong.message.replace('{path}', '').trim() }), '口令 8', told)
    const card = page.locator('.diff-card')
    await card.waitFor({ timeout: 60_000 })
    await card.locator('.indicators > li').filter({ hasText: `${code} ${title}` }).getByText('我局植树三百棵。').waitFor()
    assert.ok((await card.innerText()).includes('先前.zip'))
    assert.equal(await page.locator('.received-page .wrong').count(), 0)
    // What is looked at is still the later one, with its pictures.
    await page.locator('.tree .line').filter({ hasText: `${code} ${title}` }).click()
    await page.locator('.received-indicator').getByText('我局植树三百棵。').waitFor()
    await page.getByRole('button', { name: told('export.verify'), exact: true }).click()
    await page.locator('.verdict-card').waitFor({ timeout: 60_000 })
    assert.deepEqual(troubles, [])
  })
}

test('程序被强行结束时留下的副本，下次启动时清掉；还在用的不动', { timeout: 180_000 }, async (t) => {
  const home = scratch()
  const ledger = makeSample(home)
  const temp = join(home, 'temp')
  mkdirSync(temp)
  taizhang('--ledger', ledger, 'scan')
  const locked = join(home, '加密.zip')
  taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', locked, '--allow-gaps', '--password', '口令 8')
  const { url, child, ended } = await door(t, { config: home, temp })
  const { page } = await open(t, url)
  await command(page, 'pack_unlock', { path: locked, password: '口令 8' })
  const opened = () => readdirSync(temp).map((name) => join(temp, name, 'in', '加密.zip')).filter((path) => existsSync(path))
  await until('the pack lies open', () => opened().length === 1)
  // Another program that starts and ends meanwhile clears its own alone.
  const another = () => execFileSync(cli, ['pack', 'open', locked, '--password', '口令 8'], { env: { ...process.env, HOME: home, TMPDIR: temp } })
  another()
  assert.equal(opened().length, 1)
  child.kill('SIGKILL')
  await ended
  assert.equal(opened().length, 1, 'nobody could clear it')
  another()
  assert.deepEqual(readdirSync(temp), [])
})
