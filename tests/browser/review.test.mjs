// What was read from a document is reviewed beside it: marked, put right by keyboard, taken back.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, open } from '../browser.mjs'
import { root, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const TEXT = `某局文明单位创建工作方案
一、组织领导
1. 召开动员会。3月底前召开动员大会，报送签到表、照片不少于2张。（牵头科室：办公室）
2. 健全工作机制。每季度至少召开一次例会。
二、志愿服务
1. 组建志愿服务队。注册志愿者比例不低于30%。
`

function ledgerWith(file) {
  const home = scratch()
  const ledger = join(home, '台账')
  taizhang('init', ledger, '--unit', '某局', '--title', '创建', '--year', '2026')
  taizhang('--ledger', ledger, 'checklist', 'import', file)
  return ledger
}

const shown = async (page) => (await command(page, 'checklist_show', {})).indicators.map((one) => [one.level, one.code, one.title])

for (const language of ['zh-CN', 'en']) {
  test(`a plan is reviewed beside its text in ${language}`, { timeout: 120_000 }, async (t) => {
    const words = wordsOf(language)
    const home = scratch()
    const file = join(home, '方案.txt')
    writeFileSync(file, TEXT)
    const url = await serve(t, { config: home, ledger: ledgerWith(file) })
    const { page, troubles } = await open(t, url, { locale: language })
    await page.waitForSelector('nav')
    // Where the first way leads is settled: a hash that changes before that is taken back.
    await page.waitForURL(/#\/overview/)
    await command(page, 'preferences_set', { language, theme: 'light', actor: '王敏' })
    await page.goto(`${new URL(url).origin}/#/review`)
    await page.reload()
    const tree = page.getByRole('tree', { name: words('review.tree') })
    await tree.waitFor()
    const all = (await command(page, 'checklist_show', {})).indicators.length

    // The words of the chosen one are marked in the text; a click in the text chooses another.
    await tree.getByText('健全工作机制').click()
    const marks = page.locator('.source-text mark.ask')
    await marks.first().waitFor()
    assert.match((await marks.allInnerTexts()).join(''), /每季度至少召开一次例会/)
    await page.locator('.source-text mark', { hasText: '组建志愿服务队' }).first().click()
    await page.locator('[role=treeitem][aria-selected=true]', { hasText: '组建志愿服务队' }).waitFor()

    // Enter marks it as seen and goes on to the next that waits.
    await tree.focus()
    await page.keyboard.press('Enter')
    await page.getByText(words('review.progress', { seen: 1, all })).waitFor()

    // An outline by keyboard; Ctrl+Z takes it back.
    const before = await shown(page)
    await tree.getByText('健全工作机制').click()
    await tree.focus()
    await page.keyboard.press('Alt+ArrowRight')
    await until('deeper', async () => (await shown(page)).some(([level, , title]) => level === 3 && title.startsWith('健全工作机制')))
    await page.keyboard.press('Control+z')
    await until('taken back', async () => JSON.stringify(await shown(page)) === JSON.stringify(before))

    // A field is kept when the cursor leaves it.
    await page.getByLabel(words('indicator.field.leader')).fill('张局长')
    await page.keyboard.press('Tab')
    await until('kept', async () => (await command(page, 'checklist_show', {})).indicators.some((one) => one.leader === '张局长'))

    // Two are made one, and the requirement that was misread is put right.
    await page.getByRole('button', { name: words('review.merge') }).click()
    await until('merged', async () => (await shown(page)).length === all - 1)
    await page.locator('.requirement-card').first().getByRole('button', { name: words('review.editRequirement') }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel(words('review.timesLabel')).fill('3')
    await sheet.getByRole('button', { name: words('indicator.save') }).click()
    await sheet.waitFor({ state: 'detached' })
    const times = (await command(page, 'checklist_show', {})).indicators.flatMap((one) => one.requirements).map((one) => one.frequency?.times)
    assert.ok(times.includes(3), String(times))
    assert.deepEqual(troubles, [])
  })
}

const plans = join(root, '..', 'shared', 'plans')
test('each of the ten plans can be reviewed', { timeout: 180_000, skip: existsSync(plans) ? false : 'no ../shared/plans beside the repository' }, async (t) => {
  for (const name of readdirSync(plans).filter((one) => /^\d\d-.*\.txt$/.test(one))) {
    const url = await serve(t, { config: scratch(), ledger: ledgerWith(join(plans, name)) })
    const { page, troubles } = await open(t, url)
    await page.waitForSelector('nav')
    // Where the first way leads is settled: a hash that changes before that is taken back.
    await page.waitForURL(/#\/overview/)
    await page.goto(`${new URL(url).origin}/#/review`)
    await page.locator('.review-tree [role=treeitem]').first().waitFor()
    const { indicators } = await command(page, 'checklist_show', {})
    const last = indicators.filter((one) => one.span).at(-1)
    await page.locator('.review-tree').focus()
    await page.keyboard.press('End')
    await page.locator(`#review-${last.id}[aria-selected=true]`).waitFor()
    // The sentence of the last one is in sight beside it.
    await page.locator('.source-text mark.mine, .source-text mark.ask').first().waitFor()
    assert.deepEqual(troubles, [], name)
  }
})
