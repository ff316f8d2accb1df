// The real window, through WebDriver, in a network namespace that holds nothing but its own loopback.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { Builder, By, Capabilities, Key, until } from 'selenium-webdriver'
import { desktop, makeSample, out, scratch, taizhang } from '../program.mjs'
import { wordsOf } from '../words.mjs'

const inside = process.env.TAIZHANG_EMPTY_NETWORK === '1'
const unshare = process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--user', '--map-root-user', '--net']
const allowed = spawnSync(unshare[0], [...unshare.slice(1), 'true']).status === 0
const words = wordsOf('zh-CN')

if (inside) {
  test('the window links, undoes, exports, and the pack is whole', { timeout: 120_000 }, inTheWindow)
} else {
  test('in an empty network namespace', { timeout: 180_000, skip: allowed ? false : 'SKIPPED: this user may make no network namespace' }, () => {
    const again = ['xvfb-run', '-a', 'dbus-run-session', '--', process.execPath, '--test', '--test-reporter=spec', import.meta.filename]
    const line = `ip link set lo up && exec ${again.map((word) => `'${word}'`).join(' ')}`
    const env = { ...process.env, TAIZHANG_EMPTY_NETWORK: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' }
    delete env.NODE_TEST_CONTEXT
    const ran = spawnSync(unshare[0], [...unshare.slice(1), 'sh', '-c', line], { env, encoding: 'utf8', timeout: 170_000 })
    assert.equal(ran.status, 0, `${ran.stdout}\n${ran.stderr}`)
    assert.match(ran.stdout, /pass 1\b/)
  })
}

async function inTheWindow(t) {
  const home = scratch()
  const ledger = makeSample(join(home, '示例'))
  const config = join(home, 'config')
  mkdirSync(config)
  const env = { ...process.env, HOME: config, XDG_CONFIG_HOME: config, XDG_DATA_HOME: config, XDG_CACHE_HOME: config }
  const driver = spawn('tauri-driver', ['--port', '4444', '--native-port', '4445'], { env, stdio: 'inherit' })
  t.after(() => driver.kill())
  await listening(4444)
  await listening(4445)
  const wanted = new Capabilities({ browserName: 'wry', 'tauri:options': { application: desktop, args: ['--ledger', ledger] } })
  const page = await new Builder().usingServer('http://127.0.0.1:4444/').withCapabilities(wanted).build()
  let open = true
  t.after(() => (open ? page.quit() : undefined))
  const see = (selector) => page.wait(until.elementLocated(By.css(selector)), 30_000)
  const text = (part) => page.wait(until.elementLocated(By.xpath(`//*[contains(text(), '${part}')]`)), 60_000)
  const go = async (name) => (await page.wait(until.elementLocated(By.linkText(words(`common.page.${name}`))), 30_000)).click()

  await text('某县交通运输局')
  await go('material')
  await see('.tile img')
  const drawn = 'return [...document.querySelectorAll(".tile img")].some((img) => img.naturalWidth > 0 && img.src.startsWith("thumb:"))'
  await page.wait(() => page.executeScript(drawn), 30_000, 'no thumbnail came through the protocol')
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'window.png'), await picture(page), 'base64')

  const unlinked = () => taizhang('--ledger', ledger, 'items', '--unlinked').total
  const before = unlinked()
  await (await see('.tile')).click()
  await press(page, 'l')
  const field = await see('.indicator-picker input')
  await field.sendKeys('4.3')
  await see('.indicator-picker .choice')
  await field.sendKeys(Key.ENTER)
  await page.wait(() => unlinked() === before - 1, 20_000, 'the link did not come')
  await page.actions().keyDown(Key.CONTROL).sendKeys('z').keyUp(Key.CONTROL).perform()
  await page.wait(() => unlinked() === before, 20_000, 'the link was not taken back')

  await inTheDark(page, go, see)
  await go('export')
  await (await see('.export-form .go')).click()
  await text(words('export.made'))
  const [pack] = readdirSync(join(ledger, 'exports'))
  assert.equal(taizhang('verify', join(ledger, 'exports', pack)).valid, true)
  open = false
  await page.quit()
}

/** Dark is chosen in 设置 and holds on the pages; a picture of each is left in out. */
async function inTheDark(page, go, see) {
  await go('settings')
  await see('.appearance')
  await (await page.findElement(By.xpath(`//label[contains(., '${words('settings.appearance.dark')}')]`))).click()
  const ground = 'return getComputedStyle(document.documentElement).getPropertyValue("--ground").trim().toLowerCase()'
  await page.wait(async () => (await page.executeScript(ground)) === '#1b1a18', 20_000, 'it did not become dark')
  for (const [name, part] of [['overview', '.gap-board'], ['activity', '.activity-page .empty'], ['material', '.tile img']]) {
    await go(name)
    await see(part)
    const painted = 'return getComputedStyle(document.body).backgroundColor'
    assert.equal(await page.executeScript(painted), 'rgb(27, 26, 24)', `${name} is dark`)
    writeFileSync(join(out, `window-${name}-dark.png`), await picture(page), 'base64')
  }
}

function press(page, key) {
  return page.actions().sendKeys(key).perform()
}

/** A screenshot in base64. WebKitWebDriver waits for the next frame, which a page that lies still never draws: it is made to. */
async function picture(page) {
  const still = 'clearInterval(window.repaint); document.documentElement.style.outline = ""'
  const stir = `let on = false; window.repaint = setInterval(() => {
    document.documentElement.style.outline = (on = !on) ? "1px solid transparent" : ""
  }, 50)`
  await page.executeScript(stir)
  const png = await page.takeScreenshot()
  await page.executeScript(still)
  return png
}

/** Waits until something listens on a port of this machine. */
async function listening(port) {
  for (let tries = 0; tries < 100; tries++) {
    const there = await new Promise((answer) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        answer(true)
      })
      socket.on('error', () => answer(false))
    })
    if (there) return
    await new Promise((later) => setTimeout(later, 100))
  }
  assert.fail(`nothing listens on ${port}`)
}
