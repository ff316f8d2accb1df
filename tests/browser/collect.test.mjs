// Material in a chat's cache is offered to be copied into the ledger, copied with progress, and there when the cache is emptied.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open } from '../browser.mjs'
import { paper, tone } from '../paper.mjs'
import { scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

for (const language of ['zh-CN', 'en']) {
  test(`a chat's cache is collected in ${language}`, { timeout: 90_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    const cache = join(home, 'WeChat Files', 'wxid_1', 'File')
    mkdirSync(cache, { recursive: true })
    writeFileSync(join(cache, '通知.pdf'), paper(1))
    writeFileSync(join(cache, '录音.wav'), tone(1))
    const ledger = join(home, '台账')
    taizhang('init', ledger, '--unit', '某局', '--title', '测评', '--year', '2026')
    const ask = (...asked) => taizhang('--ledger', ledger, ...asked)
    ask('checklist', 'template', 'small-unit')
    ask('source', 'add', cache)
    ask('scan')
    const leaf = ask('status').indicators.find((one) => one.leaf)
    ask('link', '通知.pdf', leaf.code)
    const url = await serve(t, { config: join(home, 'config'), ledger })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('.rail .page-link')
    await command(page, 'preferences_set', { language, theme: 'light', actor: '王敏' })
    await page.reload()

    // It is offered where the material is, and says why.
    await goto(page, 'material', language)
    await page.getByText(words('collect.notice.chat', { name: 'File' })).waitFor()
    await page.getByRole('button', { name: words('collect.offer') }).click()
    const sheet = page.locator('.collect-sheet')
    const choice = sheet.locator('label').filter({ hasText: words('collect.linked') })
    await choice.getByText(/1/).first().waitFor()
    await sheet.getByRole('button', { name: words('collect.start'), exact: true }).click()
    const copy = join(ledger, '材料', 'File', '通知.pdf')
    await until('the evidence is copied', () => existsSync(copy))
    assert.deepEqual(readFileSync(copy), readFileSync(join(cache, '通知.pdf')))
    await sheet.locator('.report .good').waitFor()
    assert.equal(existsSync(join(ledger, '材料', 'File', '录音.wav')), false, 'only what is evidence')

    // All of it, then the offer is gone.
    await sheet.locator('label').filter({ hasText: words('collect.all') }).click()
    await sheet.getByRole('button', { name: words('collect.start'), exact: true }).click()
    await until('all of it is copied', () => existsSync(join(ledger, '材料', 'File', '录音.wav')))
    await sheet.locator('.report').waitFor()
    await sheet.getByRole('button', { name: words('common.close'), exact: true }).click()
    await page.locator('.fleeting-notice').waitFor({ state: 'hidden' })

    // The cache is emptied: everything is still there, and still evidence.
    rmSync(cache, { recursive: true })
    await page.reload()
    await page.waitForSelector('.rail .page-link')
    await page.goto(`${new URL(url).origin}/#/material?view=all`)
    await page.locator('.photo-grid .tile').nth(1).waitFor()
    const { items } = await command(page, 'items', {})
    assert.deepEqual(items.map((item) => item.state), ['present', 'present'])
    assert.equal(items.find((item) => item.title === '通知.pdf').links[0], leaf.code)
    assert.deepEqual(troubles, [])
  })
}
