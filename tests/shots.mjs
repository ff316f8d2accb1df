// A picture of every page on the sample ledger: light and dark, Chinese and English, 1366×768, in out/shots.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { open } from './browser.mjs'
import { contactSheet } from './contact.mjs'
import { fill } from './filled.mjs'
import { printForms } from './forms.mjs'
import { paper } from './paper.mjs'
import { makeSample, out, serve, taizhang } from './program.mjs'
import { wordsOf } from './words.mjs'

const asOf = '2026-11-23'
const ends = []
// What tests give to `t.after` is done at the end here.
const t = { after: (end) => ends.unshift(end) }

const shots = join(out, 'shots')
const place = join(out, 'shots-ledger')
rmSync(shots, { recursive: true, force: true })
rmSync(place, { recursive: true, force: true })
mkdirSync(shots, { recursive: true })

/** Pages by name: where they are, and what is done on them before the picture. */
const pages = {
  start: ['/?stay=1'],
  wizard: ['/?stay=1', (page, words) => page.getByRole('button', { name: words('start.new') }).click()],
  overview: ['/overview'],
  material: ['/material?view=all', (page) => page.locator('.photo-grid .tile').first().click()],
  activity: ['/activity', (page) => page.locator('.activity-list .card').first().click()],
  indicator: ['/indicator'],
  review: ['/review'],
  problem: ['/problem', (page) => page.locator('.problem-table [role=row], .problem-table tbody tr').nth(1).click()],
  'problem-cards': ['/problem', (page, words) => page.getByRole('radio', { name: words('problem.cards') }).click()],
  people: ['/people'],
  attendance: ['/people?tab=attendance'],
  places: ['/people?tab=places'],
  patrol: ['/people?tab=places', (page, words) => page.getByRole('button', { name: words('people.patrol.title') }).click()],
  export: ['/export'],
  settings: ['/settings'],
  rollover: ['/settings', (page, words) => page.getByRole('button', { name: words('settings.rollover.button') }).first().click()],
  phases: ['/settings', (page) => page.locator('.phases').scrollIntoViewIfNeeded()],
  sources: ['/settings', (page) => page.locator('[data-name=sources]').scrollIntoViewIfNeeded()],
  collect: ['/settings', (page, words) => page.getByRole('button', { name: words('collect.offer') }).first().click()],
  manual: ['/manual'],
  viewer: ['/material?view=all&kinds=pictures', view],
  'viewer-film': ['/material?view=all&kinds=films', view],
  'viewer-paper': ['/material?view=all&q=%E4%BC%9A%E8%AE%AE%E6%9D%90%E6%96%99', view],
}
const wanted = process.argv.slice(2)

try {
  const ledger = makeSample(place)
  // A chat's cache with a paper of several pages: what is offered to be copied, and what is turned page by page.
  const cache = join(place, 'WeChat Files', 'wxid_1', 'File')
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, '会议材料.pdf'), paper(4))
  taizhang('--ledger', ledger, 'source', 'add', cache)
  taizhang('--ledger', ledger, 'scan')
  taizhang('--ledger', ledger, 'activities', 'propose')
  fill(ledger, asOf)
  printForms(ledger, join(shots, 'prints'))
  const pack = join(place, '迎检包.zip')
  taizhang('--ledger', ledger, '--as-of', asOf, 'export', pack, '--allow-gaps')
  pages.received = [`/received?path=${encodeURIComponent(pack)}`]
  for (const language of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      const config = join(place, `config ${language} ${theme}`)
      mkdirSync(config, { recursive: true })
      const url = await serve(t, { ledger, config, asOf })
      const { page, troubles } = await open(t, url, { locale: language, colorScheme: theme })
      await page.waitForSelector('nav')
      await call(page, 'preferences_set', { language, theme, actor: '王敏', tips: true, tips_closed: [] })
      for (const [name, [path, act]] of Object.entries(pages)) {
        if (wanted.length > 0 && !wanted.includes(name)) continue
        await page.goto(`${new URL(url).origin}/#${path}`)
        await page.reload()
        await page.waitForSelector('nav')
        await settle(page)
        await act?.(page, wordsOf(language))
        if (act) await settle(page)
        await page.screenshot({ path: join(shots, `${name}-${language}-${theme}.png`) })
      }
      if (troubles.length > 0) throw new Error(`${language} ${theme}: ${troubles.join('\n')}`)
      for (const end of ends.splice(0)) await end()
    }
  }
  if (wanted.length === 0) await contactSheet(t, shots)
} finally {
  for (const end of ends) await end()
}

/** The first item over the whole window. */
async function view(page) {
  await page.locator('.photo-grid .tile').first().click()
  await page.keyboard.press(' ')
  await page.locator('.viewer').waitFor()
}

/** Calls a command as the page does. */
async function call(page, name, args) {
  return page.evaluate(
    async ([name, args]) => {
      const answer = await fetch(`/api/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(args),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    },
    [name, args],
  )
}

/** Until pictures are there and nothing moves. */
async function settle(page) {
  await page.waitForLoadState('networkidle').catch(() => {})
  await page.waitForTimeout(700)
}
