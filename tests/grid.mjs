// The photo grid over many items, measured from Chromium's own trace: how many frames in a row showed empty ground while it was
// scrolled, and what the back end took for it. Prints rows of the table of `./dev bench`.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { open } from './browser.mjs'
import { makeSample, out, serve, taizhang } from './program.mjs'

const count = Number(process.argv[2] ?? 100_000)
/** So much of the height of the grid without anything on it is blank: more than a heading between two days. */
const BLANK = 0.34
const FLINGS = 6
const DISTANCE = 24_000
const SPEED = 5_000
const ends = []
const t = { after: (end) => ends.unshift(end) }

const place = join(out, 'bench', 'grid')
rmSync(place, { recursive: true, force: true })
mkdirSync(place, { recursive: true })

try {
  const ledger = filled()
  const url = await serve(t, { ledger, config: join(place, 'config') })
  const { page } = await open(t, url)
  await page.waitForSelector('.rail .page-link')
  const begun = Date.now()
  await page.goto(`${new URL(url).origin}/#/material?view=all`)
  await page.locator('.photo-grid .tile').nth(12).waitFor({ timeout: 120_000 })
  const first = (Date.now() - begun) / 1000
  const settled = async () => page.evaluate(() => document.querySelector('.filter-bar .count')?.textContent.includes('…') !== true)
  while (!(await settled())) await page.waitForTimeout(500)
  const whole = (Date.now() - begun) / 1000
  const { frames, dropped, shown } = await scrolled(page)
  if (shown.length < FLINGS) throw new Error(`Chromium kept ${shown.length} pictures of the frames: nothing can be told from them`)
  const blank = await longestBlank(page, shown)
  const memory = resident(ledger)
  console.log(`| ${count} items in the grid: first pictures, the whole list | ${first.toFixed(2)} s | ${whole.toFixed(1)} s | | printed | ${memory.toFixed(0)} MB |`)
  console.log(
    `| ${count} items scrolled by ${FLINGS * DISTANCE} pixels: frames drawn, dropped, most in a row that were blank | ${frames} | ${dropped} | **${blank}** | ≤ 2 | |`,
  )
} finally {
  for (const end of ends) await end()
  rmSync(place, { recursive: true, force: true })
}

/** A ledger of `count` pictures: those of the sample over and over, each with bytes of its own behind its end. */
function filled() {
  const sample = join(place, 'sample')
  makeSample(sample)
  const originals = []
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (/\.jpe?g$/i.test(entry.name)) originals.push(readFileSync(path))
    }
  }
  walk(join(sample, '示例素材'))
  const small = originals.sort((a, b) => a.length - b.length).slice(0, 24)
  const material = join(place, 'material')
  for (let n = 0; n < count; n += 1) {
    const month = String((n % 12) + 1).padStart(2, '0')
    const day = String((Math.floor(n / 12) % 28) + 1).padStart(2, '0')
    const folder = join(material, `2026-${month}-${day}`)
    if (n < 12 * 28) mkdirSync(folder, { recursive: true })
    const mark = Buffer.alloc(4)
    mark.writeUInt32LE(n)
    writeFileSync(join(folder, `IMG_2026${month}${day}_${String(n).padStart(6, '0')}.jpg`), Buffer.concat([small[n % small.length], mark]))
  }
  const ledger = join(place, 'ledger')
  taizhang('init', ledger, '--unit', '某局', '--title', '测评', '--year', '2026')
  taizhang('--ledger', ledger, 'source', 'add', material)
  taizhang('--ledger', ledger, 'scan', '--no-thumbs')
  return ledger
}

/** Scrolls as a finger does, down and up again, while Chromium notes each frame with its picture. */
async function scrolled(page) {
  const devtools = await page.context().newCDPSession(page)
  const events = []
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'disabled-by-default-devtools.screenshot']
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', categories: categories.join(',') })
  const grid = await page.locator('.photo-grid').boundingBox()
  const at = { x: grid.x + grid.width / 2, y: grid.y + grid.height / 2, gestureSourceType: 'mouse' }
  for (let n = 0; n < FLINGS; n += 1) {
    const yDistance = n % 3 === 2 ? DISTANCE : -DISTANCE
    await devtools.send('Input.synthesizeScrollGesture', { ...at, yDistance, speed: SPEED })
  }
  const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done))
  await devtools.send('Tracing.end')
  await complete
  const named = (name) => events.filter((event) => event.name === name)
  const shown = named('Screenshot').sort((a, b) => a.ts - b.ts).map((event) => event.args.snapshot)
  return { frames: named('DrawFrame').length, dropped: named('DroppedFrame').length, shown }
}

/** The most pictures in a row whose grid shows a band of bare ground: each is decoded and looked at in a page of its own. */
async function longestBlank(page, shown) {
  const { x, y, width, height } = await page.locator('.photo-grid').boundingBox()
  const bare = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ground').trim())
  const look = await page.context().newPage()
  const bands = await look.evaluate(looked, { shown, x, y, width, height, bare })
  await look.close()
  let most = 0
  let row = 0
  for (const band of bands) {
    row = band > BLANK ? row + 1 : 0
    most = Math.max(most, row)
  }
  return most
}

/** Runs in a page: of each picture the highest band of the grid, as a part of its height, where every point is ground. */
async function looked({ shown, x, y, width, height, bare }) {
  const hex = bare.replace('#', '')
  const colour = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))
  const bands = []
  for (const snapshot of shown) {
    const bytes = Uint8Array.from(atob(snapshot), (sign) => sign.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const pencil = canvas.getContext('2d')
    pencil.drawImage(image, 0, 0)
    const scale = image.width / 1366
    const [left, top, wide, high] = [x, y, width, height].map((length) => Math.round(length * scale))
    const { data } = pencil.getImageData(left, top, wide, high)
    let [most, run] = [0, 0]
    for (let line = 0; line < high; line += 1) {
      let empty = true
      for (let column = 8; empty && column < wide - 8; column += 1) {
        const at = (line * wide + column) * 4
        empty = colour.every((value, n) => Math.abs(data[at + n] - value) <= 3)
      }
      run = empty ? run + 1 : 0
      most = Math.max(most, run)
    }
    bands.push(most / high)
  }
  return bands
}

/** Megabytes that the back end holds: of the process that serves this ledger. */
function resident(ledger) {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${id}/cmdline`, 'utf8')
      if (!line.includes(ledger) || !line.split('\0').includes('serve')) continue
      const held = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))
      if (held) return Number(held[1]) / 1024
    } catch (error) {
      // A process that has ended meanwhile is none of ours.
      if (!['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) throw error
    }
  }
  return Number.NaN
}
