// From raw folders to a finished pack by activities, in both languages, with every action counted.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Actions } from '../actions.mjs'
import { command, goto, open, walkTo } from '../browser.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const today = '2026-11-23'

for (const language of ['zh-CN', 'en']) {
  test(`raw folders become a pack by activities in ${language}`, { timeout: 180_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    mkdirSync(join(home, '素材盘'))
    makeSample(join(home, '素材盘'))
    const url = await serve(t, { config: home, asOf: today })
    const { page, troubles } = await open(t, url, { locale: language })
    if (language === 'en') {
      await command(page, 'preferences_set', { language, theme: 'light', actor: 'Wang Min' })
      await page.reload()
    }
    const did = new Actions()

    const ledger = await byWizard(did, page, join(home, '素材盘', '示例素材'), words, language)
    assert.ok(did.count <= 25, `${did.count} actions to the first gap board`)
    const ask = (...asked) => taizhang('--ledger', ledger, '--as-of', today, ...asked)

    const proposed = ask('activities', 'list', '--state', 'proposed').activities
    assert.ok(proposed.length >= 9, `the year's events are found: ${proposed.map((one) => one.title)}`)
    await confirmAll(did, page, proposed, ask, words, language)
    await restByBatch(did, page, ask, words, language)
    await oneByHand(did, page, ask)
    await intoPack(did, page, ask, words, language)

    const most = 1.5 * proposed.length + 30
    t.diagnostic(`${did.count} actions for ${proposed.length} activities (at most ${most})`)
    assert.ok(did.count <= most, `${did.count} actions for ${proposed.length} activities`)

    await changeAndTakeBack(page, ask, words, language)
    assert.deepEqual(troubles, [])
  })
}

async function byWizard(did, page, material, words, language) {
  await did.click(page.getByRole('button', { name: words('start.new') }))
  const next = page.getByRole('button', { name: words('start.next'), exact: true })
  await did.fill(page.getByPlaceholder(words('start.unitHint')), '某县水利局')
  const day = page.getByPlaceholder(words('start.inspectionHint'))
  await did.fill(day, '2026-12-12')
  await did.press(page, 'Enter')
  await did.click(next)
  await did.click(page.locator('.step-folders .add'))
  // A click for each folder on the way, and one to take it.
  const dialog = await walkTo(page, material)
  did.count += material.split('/').length - 1
  await did.click(dialog.getByRole('button', { name: words('common.chooser.take.folder') }))
  await page.locator('.step-folders li').filter({ hasText: material }).waitFor()
  await did.click(next)
  await did.click(page.getByText(words('import.way.template'), { exact: true }))
  const { templates } = await command(page, 'templates')
  const small = templates.find((one) => one.name === 'small-unit')
  await did.click(page.locator('.templates label').filter({ hasText: language === 'en' ? small.title_en : small.title }).first())
  await page.locator('.draft-preview .counts').waitFor()
  await did.click(page.getByRole('button', { name: words('start.finish'), exact: true }))
  await page.waitForURL(/#\/overview/)
  await until('the folder is read', async () => (await command(page, 'tasks')).tasks.every((task) => task.state === 'done'))
  return (await command(page, 'app_info')).ledger.ledger
}

/** One Enter for each: the suggestion is taken and the activity is confirmed. */
async function confirmAll(did, page, proposed, ask, words, language) {
  did.count += 1
  await goto(page, 'activity', language)
  const cards = page.locator('.activity-list .card')
  await cards.nth(proposed.length - 1).waitFor({ state: 'attached' })
  const waiting = () => ask('activities', 'list', '--state', 'proposed').activities.length
  for (let left = proposed.length; left > 0; left -= 1) {
    await did.press(page, 'Enter')
    await until(`${left - 1} are left`, () => waiting() === left - 1)
    await page.waitForFunction((n) => document.querySelectorAll('.activity-list .card.proposed').length === n, left - 1)
  }
  const confirmed = ask('activities', 'list', '--state', 'confirmed').activities
  const open = confirmed.filter((one) => one.links.length === 0)
  assert.ok(open.length <= 2, `activities without an indicator: ${open.map((one) => one.title)}`)
  await linkByHand(did, page, open, ask, words)
  const first = confirmed.find((one) => one.links.length > 0)
  const held = first.items[0]
  const shown = ask('items', '--activity', first.id).items.find((item) => item.id === held)
  assert.deepEqual(shown.links, first.links, 'what is in a linked activity proves its indicator')
}

/** Pictures that nothing names: an indicator is found by its pinyin. */
async function linkByHand(did, page, open, ask, words) {
  await did.click(page.getByRole('radio', { name: new RegExp(words('activity.shown.unlinked')) }))
  for (let left = open.length; left > 0; left -= 1) {
    await page.waitForFunction((n) => document.querySelectorAll('.activity-list .card').length === n, left)
    await did.press(page, 'l')
    await page.locator('.indicator-picker').waitFor()
    did.count += 1
    await page.keyboard.type('gyxc')
    await page.locator('.indicator-picker .choice[aria-selected=true]').waitFor()
    await did.press(page, 'Enter')
    await until('it is linked', () => ask('activities', 'list').activities.filter((one) => one.links.length === 0).length === left - 1)
  }
}

/** What is in no activity is linked in one go. */
async function restByBatch(did, page, ask, words, language) {
  did.count += 1
  await goto(page, 'material', language)
  const before = ask('items', '--unlinked').total
  await did.click(page.getByRole('button', { name: words('suggest.batch.open') }))
  await did.click(page.locator('.sheet .main, .sheet .el-button--primary').last())
  await until('less is left', () => ask('items', '--unlinked').total < before)
}

/** What nothing was suggested for: chosen, found by pinyin, taken. */
async function oneByHand(did, page, ask) {
  const unlinked = () => ask('items', '--unlinked').total
  const before = unlinked()
  if (before === 0) return
  await did.click(page.locator('.photo-grid .tile').first())
  await did.press(page, 'l')
  await page.locator('.indicator-picker').waitFor()
  did.count += 1
  await page.keyboard.type('gyxc')
  await page.locator('.indicator-picker .choice[aria-selected=true]').waitFor()
  await did.press(page, 'Enter')
  await until('it is linked', () => unlinked() === before - 1)
}

async function intoPack(did, page, ask, words, language) {
  did.count += 1
  await goto(page, 'overview', language)
  await page.locator('.gap-board').waitFor()
  assert.ok(ask('status').score.got > 0)
  did.count += 1
  await goto(page, 'export', language)
  await did.click(page.getByRole('button', { name: words('export.make'), exact: true }))
  const card = page.locator('.pack-card')
  await card.getByText(words('export.made')).waitFor()
  const path = (await card.locator('.path').innerText()).trim()
  await did.click(card.getByRole('button', { name: words('export.verify'), exact: true }))
  await page.locator('.verdict-card').waitFor()
  assert.equal(taizhang('verify', path).valid, true)
}

/** Taken apart and put together, by mouse and keys; each step can be undone. */
async function changeAndTakeBack(page, ask, words, language) {
  const count = () => ask('activities', 'list').activities.length
  const before = count()
  await goto(page, 'activity', language)
  await page.getByRole('radio', { name: new RegExp(words('activity.shown.all')) }).click()
  await page.locator('.activity-list .card').first().click()
  const title = page.getByRole('textbox', { name: words('activity.field.title') })
  await title.fill('全年第一次活动')
  await title.press('Enter')
  await until('the title is kept', () => ask('activities', 'list').activities.some((one) => one.title === '全年第一次活动'))
  await page.locator('.activity-items input[type=checkbox]').first().check()
  await page.getByRole('button', { name: words('activity.split') }).click()
  const field = page.getByPlaceholder(words('activity.nameNew'))
  await field.fill('分出来的活动')
  await field.press('Enter')
  await until('one more', () => count() === before + 1)
  await page.locator('.activity-list .card').filter({ hasText: '分出来的活动' }).waitFor()
  await page.keyboard.press('Control+z')
  await until('it is one again', () => count() === before)
}
