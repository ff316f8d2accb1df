// What the viewer shows of what is no picture: pages of a paper, a sound that plays, a film that can't; and tips that go away.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command, goto, open } from '../browser.mjs'
import { paper, tone } from '../paper.mjs'
import { scratch, serve, taizhang, until } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const words = wordsOf('zh-CN')

/** A ledger of a paper of three pages, a sound, and a film that holds nothing but its beginning. */
function made() {
  const home = scratch()
  const material = join(home, '素材')
  mkdirSync(material)
  writeFileSync(join(material, '会议材料.pdf'), paper(3))
  writeFileSync(join(material, '讲话录音.wav'), tone(2))
  const box = (name, ...parts) => {
    const body = Buffer.concat(parts)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(8 + body.length)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  writeFileSync(join(material, '坏录像.mp4'), Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), box('mdat', Buffer.alloc(64))]))
  const ledger = join(home, '台账')
  taizhang('init', ledger, '--unit', '某局', '--title', '测评', '--year', '2026')
  taizhang('--ledger', ledger, 'source', 'add', material)
  taizhang('--ledger', ledger, 'scan')
  return { home, ledger }
}

/** Opens the viewer on the item of this title. */
async function view(page, title) {
  const tiles = page.locator('.photo-grid .tile')
  await tiles.filter({ has: page.getByAltText(title) }).or(tiles.filter({ hasText: title })).first().click()
  await page.keyboard.press(' ')
  await page.locator('.viewer').getByText(title).first().waitFor()
}

test('pages turn, sounds play, and what does not play says so', { timeout: 90_000 }, async (t) => {
  const { home, ledger } = made()
  const url = await serve(t, { config: join(home, 'config'), ledger })
  const { page, troubles } = await open(t, url, { refused: true })
  await page.waitForSelector('.rail .page-link')
  // Where the first way leads is settled: a hash that changes before that is taken back.
  await page.waitForURL(/#\/overview/)
  await page.goto(`${new URL(url).origin}/#/material?view=all`)
  await page.locator('.photo-grid .tile').nth(2).waitFor()

  await view(page, '会议材料.pdf')
  const count = page.locator('.paper-pages .count')
  await count.filter({ hasText: words('material.pageOf', { n: 1, total: 3 }) }).waitFor()
  const drawn = (n) => page.locator('.paper-pages img').nth(n).evaluate((image) => image.complete && image.naturalHeight > image.naturalWidth)
  await until('the first page is drawn', () => drawn(0))
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageDown')
  await count.filter({ hasText: words('material.pageOf', { n: 3, total: 3 }) }).waitFor()
  await until('the last page is drawn', () => drawn(2))
  await page.keyboard.press('Escape')

  await view(page, '讲话录音.wav')
  const sound = page.locator('.viewer audio')
  await sound.waitFor()
  await until('it is read', () => sound.evaluate((audio) => audio.readyState >= 2 && Math.abs(audio.duration - 2) < 0.1))
  await sound.evaluate((audio) => audio.play())
  await until('it plays', () => sound.evaluate((audio) => audio.currentTime > 0.2))
  // To go to its end only the bytes there are asked for.
  const { status, bytes } = await page.evaluate(async (address) => {
    const answer = await fetch(address, { headers: { Range: 'bytes=16000-' } })
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }
  }, await sound.getAttribute('src'))
  assert.deepEqual([status, bytes], [206, 44])
  await page.keyboard.press('Escape')

  await view(page, '坏录像.mp4')
  await page.locator('.viewer').getByRole('button', { name: words('material.openPlayer') }).waitFor()
  assert.deepEqual(troubles.filter((one) => !/ERR_|media/i.test(one)), [])
})

test('a tip is closed for its page, all of them are turned off, and come back from the settings', { timeout: 60_000 }, async (t) => {
  const { home, ledger } = made()
  const config = join(home, 'config')
  const url = await serve(t, { config, ledger })
  const { page, troubles } = await open(t, url)
  const tip = page.locator('.tip-line')
  await page.waitForSelector('.rail .page-link')
  // Where the first way leads is settled: a hash that changes before that is taken back.
  await page.waitForURL(/#\/overview/)
  await goto(page, 'material')
  await tip.getByText(words('tip.material')).waitFor()
  await tip.getByRole('button', { name: words('tip.close') }).click()
  await tip.waitFor({ state: 'hidden' })
  await goto(page, 'problem')
  await tip.getByText(words('tip.problem')).waitFor()
  await page.reload()
  await goto(page, 'material')
  await page.locator('.photo-grid').waitFor()
  assert.equal(await tip.count(), 0, 'what was closed stays closed')
  await goto(page, 'problem')
  await tip.getByRole('button', { name: words('tip.off') }).click()
  await until('they are off', async () => (await command(page, 'app_info')).preferences.tips === false)
  await goto(page, 'overview')
  assert.equal(await tip.count(), 0)
  await goto(page, 'settings')
  await page.getByText(words('settings.appearance.tipsHint')).click()
  await goto(page, 'material')
  await tip.getByText(words('tip.material')).waitFor()
  assert.deepEqual(troubles, [])
})
