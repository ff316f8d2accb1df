// Debian's Chromium through Playwright, closed to everything but the page.
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { wordsOf } from './words.mjs'

export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a browser writes into its console when a command answers with an error: the page says it in words. */
const ANSWERED_WITH_AN_ERROR = /status of 4(03|22)/

/**
 * A page of 1366×768 in this language and theme, with what went wrong in it: script errors, CSP violations, foreign
 * requests. `refused` lets commands fail, which the page is to explain.
 */
export async function open(t, url, { locale = 'zh-CN', colorScheme = 'light', refused = false } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })
  t.after(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale, colorScheme })
  const page = await context.newPage()
  const troubles = []
  const home = new URL(url).origin
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error' || (refused && ANSWERED_WITH_AN_ERROR.test(message.text()))) return
    troubles.push(message.text())
  })
  page.on('request', (request) => {
    const asked = request.url()
    if (!asked.startsWith(home) && !asked.startsWith('data:') && !asked.startsWith('blob:')) troubles.push(`asked ${asked}`)
  })
  await page.goto(url)
  return { page, troubles }
}

/** Calls a command with the page's own cookie. */
export async function command(page, name, args = {}) {
  const answer = await page.evaluate(
    async ([name, args]) => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(args) })
      return { ok: response.ok, body: await response.json() }
    },
    [name, args],
  )
  assert.ok(answer.ok, `${name}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Goes to a page of an open ledger by the rail, as a person does. */
export async function goto(page, name, locale = 'zh-CN') {
  await page.getByRole('link', { name: wordsOf(locale)(`common.page.${name}`), exact: true }).click()
  await page.waitForURL(new RegExp(`#/${name}`))
}

/** Walks the folder chooser to `path`, a folder or a file in it, and leaves it standing there. */
export async function walkTo(page, path) {
  const dialog = page.getByRole('dialog').filter({ has: page.locator('.chooser') })
  await dialog.waitFor()
  const { places } = await command(page, 'folder_list', { path: null, extensions: [] })
  const within = places.filter((place) => path === place.path || path.startsWith(place.path.replace(/\/?$/, '/')))
  const [nearest] = within.sort((a, b) => b.path.length - a.path.length)
  assert.ok(nearest, `no place of ${JSON.stringify(places)} leads to ${path}`)
  await dialog.locator('.places button').nth(places.indexOf(nearest)).click()
  const shows = (folder) => dialog.locator('.path > span').filter({ hasText: new RegExp(`^${literally(folder)}$`) })
  await shows(nearest.path).waitFor()
  let at = nearest.path.replace(/\/$/, '')
  for (const name of path.slice(at.length).split('/').filter(Boolean)) {
    const entry = dialog.locator('.entries button').filter({ has: page.locator('span').getByText(name, { exact: true }) })
    await entry.click()
    at = `${at}/${name}`
    await shows(at).or(dialog.locator('.entries button.chosen').filter({ hasText: name })).first().waitFor()
  }
  return dialog
}

/** Picks a folder or file in the chooser that is open. */
export async function pick(page, path, what = 'folder', locale = 'zh-CN') {
  const dialog = await walkTo(page, path)
  await dialog.getByRole('button', { name: wordsOf(locale)(`common.chooser.take.${what}`) }).click()
  await dialog.waitFor({ state: 'hidden' })
}

function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
