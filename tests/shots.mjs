// A picture of every page on the sample ledger: light and dark, Chinese and English, 1366×768, in out/shots.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { open } from './browser.mjs'
import { contactSheet } from './contact.mjs'
import { printForms } from './forms.mjs'
import { makeSample, out, serve, taizhang } from './program.mjs'

const pages = ['overview', 'material', 'indicator', 'review', 'export', 'settings']
const ends = []
// What tests give to `t.after` is done at the end here.
const t = { after: (end) => ends.unshift(end) }

const shots = join(out, 'shots')
const place = join(out, 'shots-ledger')
rmSync(shots, { recursive: true, force: true })
rmSync(place, { recursive: true, force: true })
mkdirSync(shots, { recursive: true })

try {
  const ledger = makeSample(place)
  taizhang('--ledger', ledger, 'scan')
  printForms(ledger, join(shots, 'prints'))
  const pack = join(place, '迎检包.zip')
  taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'export', pack, '--allow-gaps')
  for (const language of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      const config = join(place, `config ${language} ${theme}`)
      mkdirSync(config, { recursive: true })
      const url = await serve(t, { ledger, config })
      const { page, troubles } = await open(t, url)
      await page.waitForSelector('nav')
      await call(page, 'preferences_set', { language, theme, actor: '王敏' })
      const addresses = { start: '/#/?stay=1', received: `/#/received?path=${encodeURIComponent(pack)}` }
      for (const name of ['start', ...pages, 'received']) {
        await page.goto(new URL(url).origin + (addresses[name] ?? `/#/${name}`))
        await page.reload()
        await page.waitForSelector('nav')
        await settle(page)
        await page.screenshot({ path: join(shots, `${name}-${language}-${theme}.png`) })
      }
      if (troubles.length > 0) throw new Error(`${language} ${theme}: ${troubles.join('\n')}`)
      for (const end of ends.splice(0)) await end()
    }
  }
  await contactSheet(t, shots)
} finally {
  for (const end of ends) await end()
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
