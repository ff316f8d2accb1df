// The whole story in both languages: wizard, scan, activities, suggestions, three by hand, 签到, 整改, gap board, export, verify; every
// action from the raw folders to the pack counted.
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
    await threeByHand(did, page, ask, url)
    const counted = did.count
    await signIn(page, ask, words, language)
    await putRight(page, ask, words, language)
    did.count = counted
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

/** Pictures that nothing names stand there once the last proposal is confirmed: an indicator is found by its pinyin. */
async function linkByHand(did, page, open, ask, words) {
  const shown = words(open.length > 0 ? 'activity.shown.unlinked' : 'activity.shown.all')
  await page.locator('[role=radio][aria-checked=true]').filter({ hasText: shown }).waitFor()
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

/** Three items are fixed by hand in one go: what nothing was suggested for where there are so many, else any. */
async function threeByHand(did, page, ask, url) {
  const proofs = () => ask('items').items.reduce((sum, item) => sum + item.links.length, 0)
  const few = ask('items', '--unlinked').total < 3
  if (few) {
    did.count += 1
    await page.goto(`${new URL(url).origin}/#/material?view=all`)
  }
  const tiles = page.locator('.photo-grid .tile')
  await tiles.nth(2).waitFor()
  const before = proofs()
  await did.click(tiles.first())
  await did.press(page, 'Shift+ArrowRight')
  await did.press(page, 'Shift+ArrowRight')
  await did.press(page, 'l')
  await page.locator('.indicator-picker').waitFor()
  did.count += 1
  // What is linked already gets a second indicator.
  await page.keyboard.type(few ? 'ndzj' : 'gyxc')
  await page.locator('.indicator-picker .choice[aria-selected=true]').waitFor()
  await did.press(page, 'Enter')
  await until('three are linked', () => proofs() === before + 3)
}

/** Who came to an activity, by pinyin initials, from a roster that is pasted. */
async function signIn(page, ask, words, language) {
  await goto(page, 'people', language)
  await page.getByRole('button', { name: words('people.sheet.import') }).click()
  await page.getByText(words('people.sheet.text'), { exact: true }).click()
  await page.locator('.sheet-dialog textarea').fill('姓名\t科室\t志愿者编号\n张三\t办公室\t3301\n李四\t宣传科\t\n')
  await page.getByRole('button', { name: words('people.sheet.take', { n: 2 }), exact: true }).click()
  await until('two people', () => ask('person', 'list').people.length === 2)
  await goto(page, 'activity', language)
  await page.getByRole('radio', { name: new RegExp(words('activity.shown.all')) }).click()
  await page.locator('.activity-list .card').first().click()
  const field = page.locator('.person-field input')
  for (const [initials, name] of [['zs', '张三'], ['ls', '李四']]) {
    await field.fill(initials)
    await page.locator('.person-field [role=option]').filter({ hasText: name }).first().waitFor()
    await field.press('Enter')
    await until(`${name} is signed in`, () => ask('attendance', 'list').attendance.length === (name === '张三' ? 1 : 2))
  }
  const { attendance } = ask('attendance', 'list')
  assert.ok(attendance.every((one) => one.activity !== null), 'both came to the activity')
}

/** A problem is found, put right with a picture, and closed. */
async function putRight(page, ask, words, language) {
  await goto(page, 'problem', language)
  await page.getByRole('button', { name: words('problem.new') }).first().click()
  await page.getByPlaceholder(words('problem.descriptionHint')).fill('宣传栏玻璃破损')
  await page.getByRole('button', { name: words('problem.add') }).click()
  await until('one problem', () => ask('problem', 'list').problems.length === 1)
  await page.locator('.problem-pictures .hole').nth(1).click()
  await page.locator('.item-picker .tile').first().click()
  await page.locator('.item-picker .main').click()
  await page.locator('.problem-pictures figure').waitFor()
  await page.locator('.steps').getByRole('radio', { name: words('problem.state.closed') }).click()
  await until('it is closed', () => ask('problem', 'list').problems[0].problem.state === 'closed')
}

async function intoPack(did, page, ask, words, language) {
  did.count += 1
  await goto(page, 'overview', language)
  await page.locator('.gap-board').waitFor()
  const board = ask('status', '--by', 'month')
  assert.ok(board.summary.met > 0 && board.summary.met < board.indicators.length, 'some is met, some is missing')
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
