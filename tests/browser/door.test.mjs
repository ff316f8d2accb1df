// Who may come in by the browser door, and what its folder chooser offers.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, open, walkTo } from '../browser.mjs'
import { scratch, serve, taizhang } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')

test('the address opens once, and its cookie is for this page alone', { timeout: 60_000 }, async (t) => {
  const url = await serve(t, { config: scratch() })
  const { page, troubles } = await open(t, url)
  await page.waitForSelector('.start-page')
  const home = new URL(url).origin
  assert.equal(page.url().includes('token'), false, `no token is left in the address: ${page.url()}`)
  const cookies = await page.context().cookies()
  const [{ name, value, httpOnly, sameSite }] = cookies
  assert.equal(cookies.length, 1)
  assert.deepEqual({ httpOnly, sameSite }, { httpOnly: true, sameSite: 'Strict' })
  const cookie = `${name}=${value}`
  const api = `${home}/api/app_info`
  const own = { 'Content-Type': 'application/json', Origin: home }

  assert.equal((await ask('POST', api, { ...own, Cookie: cookie })).status, 200, 'with everything it answers')
  const again = await ask('GET', url, {})
  assert.equal(again.status, 403, 'the token again')
  assert.match(again.body, /这个网址已经用过/)
  assert.equal(again.headers['set-cookie'], undefined)
  for (const [what, headers] of [
    ['no cookie', own],
    ['a wrong cookie', { ...own, Cookie: `${name}=${'0'.repeat(value.length)}` }],
    ['another Host', { ...own, Cookie: cookie, Host: 'taizhang.example' }],
    ['another port in Host', { ...own, Cookie: cookie, Host: '127.0.0.1:1' }],
    ['another Origin', { ...own, Cookie: cookie, Origin: 'http://taizhang.example' }],
    ['no Origin', { 'Content-Type': 'application/json', Cookie: cookie }],
  ]) {
    const answer = await ask('POST', api, headers)
    assert.equal(answer.status, 403, what)
    assert.equal(JSON.parse(answer.body).error.code, 'forbidden', what)
    assert.equal(answer.headers['access-control-allow-origin'], undefined, what)
  }
  assert.equal((await ask('GET', `${home}/`, {})).status, 403, 'the page without the cookie')
  assert.deepEqual(troubles, [])
})

test('a page of another site can neither ask nor frame', { timeout: 60_000 }, async (t) => {
  const url = await serve(t, { config: scratch() })
  const { page } = await open(t, url)
  await page.waitForSelector('.start-page')
  const home = new URL(url).origin
  const context = page.context()
  // The name differs, so does the site: the cookie stays at home.
  await context.route('http://taizhang.example/*', (route) => route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' }))
  const elsewhere = await context.newPage()
  await elsewhere.goto('http://taizhang.example/')
  const preferences = async () => (await command(page, 'app_info')).preferences
  const before = await preferences()
  const asked = await elsewhere.evaluate(async (home) => {
    const body = JSON.stringify({ language: 'en', theme: 'dark', actor: 'elsewhere' })
    const tell = (headers) => fetch(`${home}/api/preferences_set`, { method: 'POST', credentials: 'include', headers, body })
    const answers = [tell({ 'Content-Type': 'text/plain' }), tell({ 'Content-Type': 'application/json' })]
    return (await Promise.allSettled(answers)).map((answer) => answer.status)
  }, home)
  assert.deepEqual(asked, ['rejected', 'rejected'], 'no answer can be read')
  assert.deepEqual(await preferences(), before, 'nothing was changed')
  const answer = await ask('GET', `${home}/`, {})
  assert.match(answer.headers['content-security-policy'], /frame-ancestors 'none'/)
})

test('the folder chooser lists what is there and opens a ledger', { timeout: 60_000 }, async (t) => {
  const home = scratch()
  const ledger = join(home, '工作', '某县水利局台账')
  mkdirSync(join(home, '工作', '.隐藏'), { recursive: true })
  mkdirSync(join(home, '工作', '空文件夹'))
  writeFileSync(join(home, '工作', '通知.txt'), '通知')
  taizhang('init', ledger, '--unit', '某县水利局', '--title', '文明单位创建', '--year', '2026')
  const { page, troubles } = await open(t, await serve(t, { config: home }))
  await page.getByRole('button', { name: words('start.open') }).click()
  const dialog = await walkTo(page, join(home, '工作'))
  const entries = await dialog.locator('.entries li').allInnerTexts()
  assert.deepEqual(entries.map((name) => name.trim()), ['某县水利局台账', '空文件夹'], 'folders alone, none that is hidden')
  await dialog.locator('.entries button').filter({ hasText: '空文件夹' }).click()
  await dialog.getByText(words('common.chooser.empty')).waitFor()
  await dialog.getByRole('button', { name: words('common.chooser.up') }).click()
  await dialog.locator('.entries button').filter({ hasText: '某县水利局台账' }).click()
  await dialog.locator('.path').filter({ hasText: ledger }).waitFor()
  await dialog.getByRole('button', { name: words('common.chooser.take.folder') }).click()
  await page.waitForURL(/#\/overview/)
  await page.getByText('某县水利局', { exact: true }).first().waitFor()
  assert.equal((await command(page, 'app_info')).ledger.ledger, ledger)
  assert.deepEqual(troubles, [])
})

/** A request as a program makes it: with the headers that are named and no others. */
function ask(method, url, headers) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part) => (body += part))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
    asked.on('error', reject).end(method === 'POST' ? '{}' : undefined)
  })
}
