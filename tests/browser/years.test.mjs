// From one year to the next: the checklist rolled over and compared, its stages, the sites that are gone round, and how it went; in both languages.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open } from '../browser.mjs'
import { fill } from '../filled.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const asOf = '2026-11-23'

for (const language of ['zh-CN', 'en']) {
  test(`next year, changes, stages, sites and progress in ${language}`, { timeout: 240_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    const ledger = makeSample(home)
    fill(ledger, asOf)
    const ask = (...asked) => taizhang('--ledger', ledger, '--as-of', asOf, ...asked)
    const url = await serve(t, { config: join(home, 'config'), asOf, ledger })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('.rail .page-link')
    if (language === 'en') {
      await command(page, 'preferences_set', { language, theme: 'light', actor: 'Wang Min' })
      await page.reload()
      await page.waitForSelector('.rail .page-link')
    }
    const lists = () => ask('checklist', 'list').checklists

    // How it went: a bar for each month up to now, and each tells its figures in words.
    await goto(page, 'overview', language)
    const bars = page.locator('.progress-card li')
    await bars.first().waitFor()
    const { progress } = ask('progress')
    assert.equal(await bars.count(), progress.length)
    const { met, partial, overdue } = progress.at(-1).summary
    const told = await bars.last().getAttribute('aria-label')
    for (const figure of [met, partial, overdue]) assert.match(told, new RegExp(`\\b${figure}\\b|${figure}`))

    // A stage is entered once, stands on the line of the year, and names what it still wants.
    await goto(page, 'settings', language)
    const phases = page.locator('.phases')
    const known = ask('phase', 'list').phases.length
    await phases.locator('form input').first().fill('冲刺迎检')
    const [from, to] = [phases.locator('form .el-range-input').first(), phases.locator('form .el-range-input').nth(1)]
    await from.fill('2026-11-01')
    await to.fill('2026-11-30')
    await to.press('Enter')
    await phases.getByRole('button', { name: words('settings.phases.add') }).click()
    await until('one stage more', () => ask('phase', 'list').phases.length === known + 1)
    const stage = ask('phase', 'list').phases.at(-1)
    assert.deepEqual([stage.title, stage.date_from, stage.date_to], ['冲刺迎检', '2026-11-01', '2026-11-30'])
    await goto(page, 'overview', language)
    const now = page.locator('.phase-line button[aria-current=step]').filter({ hasText: '冲刺迎检' })
    await now.click()
    await page.getByRole('dialog').locator('.phase').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    // A site that was gone to today counts at once; several are noted together.
    await goto(page, 'people', language)
    await page.getByRole('tab', { name: new RegExp(words('people.tab.places')) }).click()
    const rounds = () => ask('place', 'patrols').patrols
    const before = rounds().length
    const fresh = page.locator('.record-table .fresh input')
    await fresh.first().fill('西门停车场')
    await fresh.nth(1).fill('广场')
    await fresh.first().press('Enter')
    await until('one site more', () => ask('place', 'list').places.some((one) => one.name === '西门停车场' && one.kind === '广场'))
    const row = page.locator('.record-table .row').filter({ has: page.locator('input[data-field=name]') })
    await row.first().getByRole('button', { name: words('people.patrol.today'), exact: true }).click()
    await until('it was gone to', () => rounds().length === before + 1)
    await page.locator('select:has(option[value="广场"])').selectOption('广场')
    await page.getByRole('button', { name: words('people.patrol.title') }).click()
    await page.locator('.patrol .places label').nth(1).waitFor()
    await page.locator('.patrol button[type=submit]').click()
    await until('two at a time', () => rounds().length === before + 3)
    await page.keyboard.press('Escape')

    // Next year's checklist has the same tree with its dates moved, and no evidence.
    await goto(page, 'settings', language)
    const [year] = lists()
    const checklists = page.locator('.checklists')
    await checklists.getByRole('button', { name: words('settings.rollover.button') }).first().click()
    await page.locator('.rollover-form').getByRole('button', { name: words('settings.rollover.make') }).click()
    await page.waitForURL(/#\/review/)
    const next = lists().find((one) => one.id !== year.id)
    assert.deepEqual(
      [next.indicators, next.period_from, next.period_to],
      [year.indicators, '2027-01-01', '2027-12-31'],
    )
    const shown = ask('checklist', 'show', next.title)
    const dates = shown.indicators.flatMap((one) => one.requirements).map((one) => one.deadline?.date_to).filter(Boolean)
    assert.ok(dates.length > 0 && dates.every((date) => date.startsWith('2027') || date.startsWith('2028')), dates.join())

    // Nothing differs but days; a word that is changed is told, and what stayed the same takes its evidence over.
    const { indicators } = await command(page, 'checklist_show', { checklist: next.id })
    const leaf = indicators.at(-1)
    await command(page, 'indicator_set', { id: leaf.id, title: `${leaf.title}（修订）` })
    await goto(page, 'settings', language)
    await checklists.getByRole('button', { name: words('settings.diff.button') }).nth(lists().findIndex((one) => one.id === next.id)).click()
    const sheet = page.locator('.diff')
    await sheet.locator('tbody tr').filter({ hasText: '（修订）' }).waitFor()
    await sheet.getByRole('button', { name: new RegExp(`^${words('settings.diff.change.text')}`) }).click()
    const carried = () => ask('history').operations.length
    const operations = carried()
    await sheet.getByRole('button', { name: words('settings.diff.carry') }).click()
    await until('evidence was taken over', () => carried() > operations)
    assert.deepEqual(troubles, [])
  })
}
