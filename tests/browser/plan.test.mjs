// A plan of one's own from the page: copies, names, checks, volumes and a password; and what whoever receives such packs can open.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open, pick } from '../browser.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

for (const language of ['zh-CN', 'en']) {
  test(`a plan of one's own is made, saved and used in ${language}`, { timeout: 180_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    const ledger = makeSample(home)
    taizhang('--ledger', ledger, 'scan')
    const url = await serve(t, { ledger, config: join(home, 'config') })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('.rail .page-link')
    await command(page, 'preferences_set', { language, theme: 'light', actor: '王敏' })
    await page.reload()
    await goto(page, 'export', language)

    const plan = page.locator('.plan')
    await plan.getByRole('button', { name: words('export.plan.edit') }).click()
    const edit = plan.locator('.edit')
    await edit.getByLabel(words('export.plan.called')).fill('发给上级')
    const more = edit.locator('.plan-more')
    assert.equal(await more.locator('section').first().isVisible(), false, 'what few need is folded away')
    await more.locator('summary').click()
    await more.getByLabel(words('export.plan.side')).selectOption('1280')
    await more.getByLabel(words('export.plan.pictureSize')).selectOption('500K')
    await more.getByLabel(words('export.plan.watermark')).fill('仅供测评')
    for (const one of ['strip', 'per_indicator', 'short_names', 'sm3', 'parquet']) await more.getByLabel(words(`export.plan.${one}`)).check()
    // What is in the form alone would not be exported: it has to be saved first.
    await edit.getByText(words('export.plan.unsaved')).waitFor()
    assert.equal(await page.getByRole('button', { name: words('export.make'), exact: true }).isDisabled(), true)
    await edit.getByRole('button', { name: words('export.plan.save'), exact: true }).click()
    await page.getByText('发给上级.json').waitFor()
    const saved = JSON.parse(readFileSync(join(ledger, 'profiles', '发给上级.json'), 'utf8'))
    assert.deepEqual(saved.copies, { max_side: 1280, max_bytes: '500K', strip: true, watermark: '仅供测评' })
    assert.deepEqual([saved.per_indicator, saved.short_names, saved.sm3, saved.parquet, saved.wanted_only], [true, true, true, true, false])
    assert.equal(await plan.locator('select').first().inputValue(), '发给上级')
    await edit.waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('button', { name: words('export.make'), exact: true }).isDisabled(), false)

    // A password that was typed differently twice locks nothing.
    const lock = page.locator('.pack-password')
    const make = page.getByRole('button', { name: words('export.make'), exact: true })
    await lock.getByLabel(words('export.password.lock')).check()
    await lock.getByText(words('export.password.warning')).waitFor()
    await lock.getByLabel(words('export.password.first'), { exact: true }).fill('口令 8')
    await lock.getByLabel(words('export.password.second')).fill('口令 9')
    await lock.getByText(words('export.password.differ')).waitFor()
    assert.equal(await make.isDisabled(), true)
    await lock.getByLabel(words('export.password.second')).fill('口令 8')
    await make.click()
    const card = page.locator('.pack-card')
    await card.getByText(words('export.made')).waitFor({ timeout: 90_000 })
    const folder = join(ledger, 'exports')
    const files = readdirSync(folder).sort()
    assert.equal(files.filter((name) => name.endsWith('.parquet')).length, 2, String(files))
    const pack = join(folder, files.find((name) => name.endsWith('.zip')))
    assert.equal(taizhang('verify', pack, '--password', '口令 8').valid, true)

    // The page asks for it, and says when it is another one.
    await card.getByRole('button', { name: words('export.verify'), exact: true }).click()
    const asked = page.getByRole('dialog').filter({ hasText: words('export.password.ask') })
    const why = asked.locator('.el-message-box__message')
    const locked = await why.textContent()
    await asked.locator('input').fill('不对')
    await asked.getByRole('button', { name: words('export.password.open'), exact: true }).click()
    await until('it says that the password is another one', async () => {
      const said = await why.allTextContents()
      return said.length === 1 && said[0] !== locked
    })
    await asked.locator('input').fill('口令 8')
    await asked.getByRole('button', { name: words('export.password.open'), exact: true }).click()
    await page.locator('.verdict-card').waitFor({ timeout: 60_000 })
    assert.deepEqual(troubles, [])
  })
}

test('分了卷的包和解开的文件夹都能打开', { timeout: 180_000 }, async (t) => {
  const words = wordsOf('zh-CN')
  const home = scratch()
  const ledger = makeSample(home)
  taizhang('--ledger', ledger, 'scan')
  const packs = join(home, '收到')
  mkdirSync(packs)
  const made = taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', join(packs, '包.zip'), '--allow-gaps', '--volume-size', '2M')
  assert.ok(made.volumes.length > 1, 'the sample is cut')
  const config = join(home, 'config')
  mkdirSync(config)
  const url = await serve(t, { config })
  const { page, troubles } = await open(t, url)
  await page.waitForSelector('.start-page')
  await page.getByRole('button', { name: words('start.received') }).click()
  await pick(page, made.volumes[1].path, 'file')
  const head = page.locator('.received-page .head')
  await head.getByText(words('received.volumes', { n: made.volumes.length })).waitFor()
  // All files of all volumes are seen and none is told to lie elsewhere.
  const seen = taizhang('pack', 'open', made.volumes[1].path)
  assert.equal(seen.entries, made.entries)
  assert.ok(seen.indicators.every((one) => one.links.every((link) => !/^第\d+卷/.test(link.external ?? ''))))
  await page.getByRole('button', { name: words('export.verify'), exact: true }).click()
  await page.waitForFunction((count) => document.querySelectorAll('.verdict-card').length === count, made.volumes.length, { timeout: 60_000 })

  // One of them went astray: it is named, the others are still seen.
  renameSync(made.volumes[0].path, join(home, '不在.zip'))
  await page.reload()
  await page.getByText(words('received.missing', { names: '包_第1卷.zip' })).waitFor()

  // A pack that was unpacked: a folder like any other.
  const whole = join(home, '整包.zip')
  taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', whole, '--allow-gaps')
  taizhang('pack', 'unpack', whole, join(home, '解开'))
  await page.getByRole('button', { name: words('received.pickFolder') }).click()
  await pick(page, join(home, '解开'))
  await head.getByText(join(home, '解开')).waitFor()
  assert.equal(await page.getByRole('button', { name: words('received.unpack'), exact: true }).count(), 0)
  const { indicators, files } = taizhang('pack', 'open', join(home, '解开'))
  const pictured = indicators.find((one) => one.links.some((link) => link.file !== null && files[link.file].thumb))
  await page.locator('.tree .line').filter({ hasText: `${pictured.code} ${pictured.title}` }).click()
  await page.waitForFunction(() => [...document.querySelectorAll('.received-page img')].some((img) => img.naturalWidth > 0), null, { timeout: 30_000 })
  await page.getByRole('button', { name: words('export.verify'), exact: true }).click()
  await page.locator('.verdict-card').waitFor({ timeout: 60_000 })
  assert.deepEqual(troubles, [])
})
