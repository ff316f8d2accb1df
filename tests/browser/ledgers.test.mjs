// The ledgers around the evidence: a roster that is pasted, who came, a problem on its way to being closed, in both languages.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open } from '../browser.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

for (const language of ['zh-CN', 'en']) {
  test(`people, attendance and problems in ${language}`, { timeout: 120_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    makeSample(home)
    const ledger = join(home, '示例台账')
    const url = await serve(t, { config: join(home, 'config'), asOf: '2026-11-23', ledger })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('.rail .page-link')
    if (language === 'en') {
      await command(page, 'preferences_set', { language, theme: 'light', actor: 'Wang Min' })
      await page.reload()
      await page.waitForSelector('.rail .page-link')
    }
    const ask = (...asked) => taizhang('--ledger', ledger, '--as-of', '2026-11-23', ...asked)

    // A list out of a message becomes the roster, after it was shown.
    await goto(page, 'people', language)
    await page.getByRole('button', { name: words('people.sheet.import') }).click()
    await page.getByText(words('people.sheet.text'), { exact: true }).click()
    await page.locator('.sheet-dialog textarea').fill('姓名\t科室\t志愿者编号\n张三\t办公室\t3301\n李四\t宣传科\t\n')
    await page.locator('.sheet-dialog .lines li').nth(1).waitFor()
    assert.equal(ask('person', 'list').people.length, 0, 'nothing is taken before it is said')
    await page.getByRole('button', { name: words('people.sheet.take', { n: 2 }), exact: true }).click()
    await until('two people', () => ask('person', 'list').people.length === 2)

    // A cell is saved when it is left.
    const cell = page.locator('.record-table input[data-field=post]').first()
    await cell.fill('主任')
    await cell.press('Enter')
    await until('the post is saved', () => ask('person', 'list').people.some((one) => one.post === '主任'))

    // Who came, by pinyin initials; the totals show how they are worked out.
    await page.getByRole('tab', { name: new RegExp(words('people.tab.attendance')) }).click()
    await page.getByRole('button', { name: words('people.session.new') }).click()
    await page.getByPlaceholder(words('people.session.occasionHint')).fill('文明交通劝导')
    const field = page.locator('.person-field input')
    await field.fill('zs')
    await page.locator('.person-field [role=option]').filter({ hasText: '张三' }).waitFor()
    await field.press('Enter')
    await page.locator('.session-card li').filter({ hasText: '张三' }).waitFor()
    const { attendance, totals } = ask('attendance', 'list')
    assert.deepEqual([attendance.length, attendance[0].occasion, totals.hours, totals.registered_percent], [1, '文明交通劝导', 2, 50])
    await page.getByText(words('people.volunteer.registeredOf', { registered: 1, people: 2, percent: 50 })).waitFor()

    // A problem that is overdue, put right with a picture, and closed.
    await goto(page, 'problem', language)
    await page.getByRole('button', { name: words('problem.new') }).first().click()
    await page.getByPlaceholder(words('problem.descriptionHint')).fill('门前乱停车')
    const deadline = page.getByRole('combobox', { name: words('problem.field.deadline') })
    await deadline.fill('2026-11-10')
    await deadline.press('Enter')
    await page.getByRole('button', { name: words('problem.add') }).click()
    await until('one problem', () => ask('problem', 'list').problems.length === 1)
    assert.equal(ask('problem', 'list').problems[0].overdue, true)
    await page.locator('.problem-pictures .hole').nth(1).click()
    await page.locator('.item-picker .tile').first().click()
    await page.locator('.item-picker .main').click()
    await page.locator('.problem-pictures figure').waitFor()
    await page.locator('.steps').getByRole('radio', { name: words('problem.state.closed') }).click()
    await until('it is closed', () => ask('problem', 'list').problems[0].problem.state === 'closed')
    const [row] = ask('problem', 'list').problems
    assert.deepEqual([row.overdue, row.problem.closed_on, row.items[0].side], [false, '2026-11-23', 'after'])

    // What isn't needed is put aside by a key, and comes back.
    await goto(page, 'material', language)
    await page.locator('.photo-grid .tile').first().click()
    const unlinked = () => ask('items', '--unlinked').total
    const before = unlinked()
    await page.keyboard.press('x')
    await until('one is put aside', () => unlinked() === before - 1)
    await page.keyboard.press('Control+z')
    await until('it is back', () => unlinked() === before)
    assert.deepEqual(troubles, [])
  })
}
