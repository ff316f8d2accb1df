// From an empty machine to a verified pack, through a browser, in both languages.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open } from '../browser.mjs'
import { scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

for (const language of ['zh-CN', 'en']) {
  test(`the sample is linked, undone, exported and verified in ${language}`, { timeout: 120_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    mkdirSync(join(home, 'config'), { recursive: true })
    const url = await serve(t, { config: home })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('.start-page')
    if (language === 'en') {
      await command(page, 'preferences_set', { language, theme: 'light', actor: 'Wang Min' })
      await page.reload()
      await page.waitForSelector('.start-page')
    }

    // 看示例 makes a ledger on the spot.
    await page.getByRole('button', { name: words('start.sample') }).click()
    if ((await command(page, 'app_info')).documents_dir === null) {
      await page.getByRole('dialog').getByRole('button', { name: words('common.chooser.take.folder') }).click()
    }
    await page.waitForURL(/#\/overview/, { timeout: 90_000 })
    await page.getByText('某县交通运输局').first().waitFor()
    const { ledger } = (await command(page, 'app_info')).ledger

    // 材料: a real picture, linked by the keyboard alone.
    await goto(page, 'material', language)
    await page.waitForFunction(() => [...document.querySelectorAll('.tile img')].some((img) => img.naturalWidth > 0))
    const unlinked = () => taizhang('--ledger', ledger, 'items', '--unlinked').total
    const before = unlinked()
    await page.locator('.tile').first().click()
    await page.keyboard.press('l')
    const picker = page.locator('.indicator-picker')
    await picker.waitFor()
    await page.keyboard.type('ywzs')
    await picker.locator('.choice', { hasText: '义务植树' }).first().waitFor()
    await page.keyboard.press('Enter')
    await picker.waitFor({ state: 'detached' })
    await until('linked', () => unlinked() === before - 1)

    // Ctrl+Z takes it back and says so; Ctrl+Y does it again.
    await page.keyboard.press('Control+z')
    await page.getByText(words('common.undone', { what: '' }).trim(), { exact: false }).first().waitFor()
    await until('unlinked', () => unlinked() === before)
    await page.keyboard.press('Control+y')
    await until('linked', () => unlinked() === before - 1)

    // 指标 shows it, found by the search that is there on every page.
    await page.keyboard.press('Control+k')
    const palette = page.locator('.palette')
    await palette.waitFor()
    await page.keyboard.type('4.3')
    await palette.getByRole('option').filter({ hasText: '4.3 义务植树' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '4.3 义务植树' }).waitFor()

    // 导出, and the verdict in the page.
    await goto(page, 'export', language)
    await page.getByRole('button', { name: words('export.make'), exact: true }).click()
    await page.getByText(words('export.made')).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: words('export.verify'), exact: true }).click()
    await page.getByText(words('export.valid').split('{n}')[0], { exact: false }).first().waitFor({ timeout: 60_000 })
    const [pack] = readdirSync(join(ledger, 'exports'))
    const verdict = taizhang('verify', join(ledger, 'exports', pack))
    assert.equal(verdict.valid, true)
    assert.equal(verdict.entries, taizhang('--ledger', ledger, 'items').total - (before - 1))

    // 总览 and the command line tell the same.
    await goto(page, 'overview', language)
    const { score, summary } = taizhang('--ledger', ledger, '--as-of', '2026-11-23', 'status')
    await page.getByText(`/ ${score.of}`).first().waitFor()
    const figures = await page.locator('main').innerText()
    assert.ok(figures.includes(String(score.got)), `${score.got} in ${figures}`)
    assert.ok(summary.met >= 12)
    assert.deepEqual(troubles, [])
  })
}
