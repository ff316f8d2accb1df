// 设置·关于: which program this is, whose work it is made of, and whether an update on a U-disk is genuine.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { goto, open } from '../browser.mjs'
import { cli, root, scratch, serve, taizhang } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')

test('version, commit and the licences of all parts are in the program', { timeout: 90_000 }, async (t) => {
  const dir = scratch()
  const ledger = join(dir, '某局 台账')
  taizhang('init', ledger, '--unit', '某局', '--title', '测评')
  const url = await serve(t, { ledger, config: dir })
  const { page, troubles } = await open(t, url)
  await goto(page, 'settings')
  const about = page.locator('[data-name="about"]')
  await about.waitFor()
  assert.match(await about.textContent(), new RegExp(taizhang('about').version.replaceAll('.', '\\.')))

  await about.getByRole('button', { name: words('settings.about.parts') }).click()
  const sheet = page.getByRole('dialog', { name: words('settings.licences.title') })
  await sheet.getByRole('textbox').fill('libjpeg-turbo')
  await sheet.getByRole('button', { name: /libjpeg-turbo/ }).click()
  await sheet.getByText('Independent JPEG Group').first().waitFor()
  assert.deepEqual(troubles, [])
})

test('the program says what it is before any ledger is open', { timeout: 90_000 }, async (t) => {
  const { page, troubles } = await open(t, await serve(t, { config: scratch() }))
  await page.getByRole('button', { name: words('settings.about.title'), exact: true }).click()
  const sheet = page.getByRole('dialog', { name: words('settings.about.title'), exact: true })
  assert.match(await sheet.textContent(), new RegExp(taizhang('about').version.replaceAll('.', '\\.')))
  assert.equal(await sheet.getByText(words('settings.about.ledger')).count(), 0)
  await sheet.getByRole('button', { name: words('settings.about.parts') }).click()
  await page.getByRole('dialog', { name: words('settings.licences.title') }).getByText('libjpeg-turbo').first().waitFor()
  // Each Esc closes one of the two.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  assert.deepEqual(troubles, [])
})

test('every part has a licence and its text, and only what is shipped is listed', () => {
  const parts = JSON.parse(execFileSync(cli, ['--json', 'about', '--texts'], { encoding: 'utf8', maxBuffer: 1 << 28 })).licences
  for (const part of parts) assert.ok(part.licence && part.texts.length > 0 && part.texts.every(Boolean), JSON.stringify(part.name))
  const names = new Set(parts.map((part) => part.name))
  for (const name of ['vue', 'element-plus', 'rusqlite', 'typst', 'libjpeg-turbo', 'SQLite', 'Rust standard library', 'webview2-com']) assert.ok(names.has(name), name)
  for (const name of ['rolldown', 'vite', 'fsevents', 'vitest', 'proptest']) assert.ok(!names.has(name), name)
  assert.match(parts.find((part) => part.name === 'turbojpeg-sys').texts.join(), /Independent JPEG Group|libjpeg-turbo/)
})

test('one version stands everywhere', () => {
  const said = taizhang('about').version
  const manifest = readFileSync(join(root, 'Cargo.toml'), 'utf8')
  assert.equal(/^\[workspace\.package\]\s+version = "(.+)"/m.exec(manifest)[1], said)
  assert.equal(execFileSync(cli, ['--version'], { encoding: 'utf8' }).trim(), `taizhang ${said}`)
  // Whatever else could hold a number of its own takes it from there.
  assert.doesNotMatch(readFileSync(join(root, 'tauri.conf.json'), 'utf8'), /"version"/)
  const numbers = { 'packaging/windows/installer.nsi': '${VERSION}', 'packaging/windows/taizhang.rc': 'TAIZHANG_VERSION', 'packaging/linux/build.sh': '$(version)' }
  for (const [file, name] of Object.entries(numbers)) assert.ok(readFileSync(join(root, file), 'utf8').includes(name), file)
})
