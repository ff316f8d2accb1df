// A clerk's first day: from an empty machine through the wizard to a pack that the command line calls whole.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open, pick } from '../browser.mjs'
import { makeSample, scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')
const today = '2026-11-23'

test('新建、归类、说明、导出、校验', { timeout: 120_000 }, async (t) => {
  const home = scratch()
  mkdirSync(join(home, '素材盘'))
  makeSample(join(home, '素材盘'))
  const material = join(home, '素材盘', '示例素材')
  const url = await serve(t, { config: home, asOf: today })
  const { page, troubles } = await open(t, url)

  const ledger = await byWizard(page, material)
  const status = () => taizhang('--ledger', ledger, '--as-of', today, 'status')
  assert.equal(ledger, join(home, '某县水利局台账'), 'the folder that was proposed')
  const empty = status()
  assert.equal(empty.score.got, 0)
  await figuresSay(page, ledger, empty)

  const shown = await linkMarch(page, ledger)
  await inIndicator(page, shown)

  await goto(page, 'overview')
  const after = status()
  assert.ok(after.score.got > 0, `points after linking: ${JSON.stringify(after.score)}`)
  assert.equal(after.summary.not_applicable, 1)
  assert.equal(after.summary.overdue, empty.summary.overdue - 1)
  await figuresSay(page, ledger, after)

  await exportAndVerify(page, ledger, shown.length)
  assert.deepEqual(troubles, [])
})

/** Three steps with everything that a person gives; returns the ledger folder. */
async function byWizard(page, material) {
  await page.getByRole('button', { name: words('start.new') }).click()
  const next = page.getByRole('button', { name: words('start.next'), exact: true })
  await next.click()
  await page.getByText(words('start.wanted.unit')).waitFor()
  await page.getByPlaceholder(words('start.unitHint')).fill('某县水利局')
  const day = page.getByPlaceholder(words('start.inspectionHint'))
  await day.fill('2026-12-12')
  await day.press('Enter')
  await next.click()

  await page.getByText(words('start.foldersSafe')).waitFor()
  await page.locator('.step-folders .add').click()
  await pick(page, material)
  await page.locator('.step-folders li').filter({ hasText: material }).waitFor()
  await next.click()

  await page.getByText(words('import.way.template'), { exact: true }).click()
  await page.locator('.templates label').filter({ hasText: '文明单位创建' }).first().click()
  await page.locator('.draft-preview .counts').waitFor()
  await page.getByRole('button', { name: words('start.finish'), exact: true }).click()
  await page.waitForURL(/#\/overview/)
  await page.getByText(words('common.daysLeft', { n: 19 })).first().waitFor()
  await until('the folder is read', async () => (await command(page, 'tasks')).tasks.every((task) => task.state === 'done'))
  return (await command(page, 'app_info')).ledger.ledger
}

/** Links all of March to 4.3 by the keyboard, takes it back, and does it again; returns the names in their order. */
async function linkMarch(page, ledger) {
  const unlinked = () => taizhang('--ledger', ledger, 'items', '--unlinked').total
  const all = unlinked()
  await goto(page, 'material')
  await page.locator('.side-column .entry').filter({ hasText: '3月' }).click()
  await page.waitForURL(/folder=/)
  const tiles = page.locator('.photo-grid .tile')
  await page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll('.photo-grid .tile img')]
    return pictures.length > 1 && pictures.every((img) => img.naturalWidth > 0)
  })
  const names = await tiles.evaluateAll((elements) => elements.map((one) => one.getAttribute('aria-label')))

  const link = async () => {
    await page.locator('.photo-grid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+End')
    await page.waitForFunction((n) => document.querySelectorAll('.tile.selected').length === n, names.length)
    await page.keyboard.press('l')
    const picker = page.locator('.indicator-picker')
    await picker.getByText(words('material.pickFor', { n: names.length })).waitFor()
    await page.keyboard.type('ywzs')
    await picker.locator('.choice[aria-selected=true]').filter({ hasText: '义务植树' }).waitFor()
    await page.keyboard.press('Enter')
    await until('all of March is linked', () => unlinked() === all - names.length)
    await page.locator('.tile .linked').filter({ hasText: '4.3' }).nth(names.length - 1).waitFor()
  }
  const said = words('common.operation.link_add', { first: '4.3', second: names.length })
  await link()
  await page.locator('.el-message').filter({ hasText: said }).filter({ hasText: words('common.undo') }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText(words('common.undone', { what: said })).waitFor()
  assert.equal(unlinked(), all)
  await page.locator('.tile .linked').first().waitFor({ state: 'detached' })
  await link()
  return names
}

/** 指标: what was linked is there; a caption, another order and a reason are kept. */
async function inIndicator(page, names) {
  const evidence = page.locator('.evidence')
  const order = () => evidence.locator('.name strong').allInnerTexts()
  await goto(page, 'indicator')
  await page.getByRole('treeitem').filter({ hasText: '义务植树' }).click()
  await page.getByRole('heading', { name: '4.3 义务植树' }).waitFor()
  await evidence.nth(names.length - 1).waitFor()
  const before = await order()
  assert.deepEqual([...before].sort(), [...names].sort())

  const caption = '2026年3月12日，某县水利局在城东林场开展义务植树活动'
  const field = evidence.first().getByRole('textbox', { name: words('material.captionFor', { code: '4.3' }) })
  await field.fill(caption)
  await field.press('Enter')
  await page.getByText(words('common.operation.link_set', { first: '4.3' })).first().waitFor()
  await evidence.first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  const [first, second, ...rest] = before
  const wanted = [second, first, ...rest]
  await until('the first two changed places', async () => JSON.stringify(await order()) === JSON.stringify(wanted))

  await page.reload()
  await evidence.nth(names.length - 1).waitFor()
  assert.deepEqual(await order(), wanted, 'the order after the page was loaded again')
  assert.equal(await evidence.nth(1).getByRole('textbox').inputValue(), caption, 'the caption after the page was loaded again')

  await page.getByRole('treeitem').filter({ hasText: '专题研究' }).click()
  await page.getByRole('heading', { name: '1.3 专题研究' }).waitFor()
  await page.getByRole('button', { name: words('indicator.waiver.write') }).click()
  await page.getByText(words('indicator.waiver.notApplicable'), { exact: true }).click()
  await page.getByRole('textbox', { name: words('indicator.waiver.reason') }).fill('本单位不设党组，由上级统一研究。')
  await page.getByRole('button', { name: words('indicator.save'), exact: true }).click()
  await page.locator('.waiver').filter({ hasText: '由上级统一研究' }).waitFor()
  await page.locator('.indicator-detail > header').getByText(words('indicator.state.not_applicable')).waitFor()
}

/** The figures at the top of 总览 are those of the command line. */
async function figuresSay(page, ledger, { score, summary }) {
  const { met, partial, missing, due_soon, overdue, not_due } = summary
  const items = taizhang('--ledger', ledger, 'items').total
  const unlinked = taizhang('--ledger', ledger, 'items', '--unlinked').total
  const wanted = [
    `${score.got} / ${score.of}`,
    `${met} / ${met + partial + missing + due_soon + overdue + not_due}`,
    `${unlinked} ${words('overview.unlinkedOf', { n: items })}`,
    `${overdue} · ${due_soon}`,
  ]
  const figures = page.locator('.figure-cards .figure')
  let seen = []
  await figures.nth(wanted.length - 1).waitFor()
  await until(`总览 says ${wanted.join('; ')}`, async () => {
    seen = (await figures.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
    return JSON.stringify(seen) === JSON.stringify(wanted)
  }).catch((never) => assert.deepEqual(seen, wanted, never.message))
}

/** 导出, 校验 in the page, and by the command line. */
async function exportAndVerify(page, ledger, files) {
  await goto(page, 'export')
  await page.getByRole('button', { name: words('export.make'), exact: true }).click()
  const card = page.locator('.pack-card')
  await card.getByText(words('export.made')).waitFor()
  const path = (await card.locator('.path').innerText()).trim()
  assert.ok(path.startsWith(join(ledger, 'exports')) && existsSync(path), `the pack on screen is there: ${path}`)
  await card.getByRole('button', { name: words('export.verify'), exact: true }).click()
  const verdict = page.locator('.verdict-card')
  await verdict.getByText(words('export.valid', { n: files })).waitFor()
  assert.equal(await verdict.locator('.group.bad, li.failed').count(), 0)
  const checked = taizhang('verify', path)
  assert.equal(checked.valid, true)
  assert.equal(checked.entries, files)
}
