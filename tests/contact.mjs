// One sheet of the thumbnails of real photographs, if a folder of them lies beside the checkout: out/shots/contact.png.
// Look at it: every picture upright, its colours right; broken files with their reason.
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { open } from './browser.mjs'
import { out, root, serve, taizhang } from './program.mjs'

const samples = resolve(process.env.TAIZHANG_SAMPLES ?? join(root, '../shared/samples'), 'photos')

/** Makes the sheet; does nothing without photographs. */
export async function contactSheet(t, shots) {
  if (!existsSync(samples)) return
  const ledger = join(out, 'contact-ledger')
  rmSync(ledger, { recursive: true, force: true })
  taizhang('init', ledger, '--unit', '某局', '--title', '样张', '--year', '2026')
  taizhang('--ledger', ledger, 'source', 'add', samples)
  taizhang('--ledger', ledger, 'scan')
  const { items } = taizhang('--ledger', ledger, 'items', '--limit', '1000')
  const { page } = await open(t, await serve(t, { ledger, config: join(out, 'contact-config') }))
  await page.evaluate(draw, items)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  await page.screenshot({ path: join(shots, 'contact.png'), fullPage: true })
}

/** Runs in the page: pictures with their names, reasons where there is none. */
function draw(items) {
  const figure = (item) => {
    const made = document.createElement('figure')
    made.style.cssText = 'margin:0;width:150px;font:11px sans-serif;overflow-wrap:anywhere'
    const picture = document.createElement(item.thumb ? 'img' : 'div')
    picture.style.cssText = 'display:block;width:150px;height:150px;object-fit:contain;background:#ddd'
    if (item.thumb) picture.src = `/thumb/${item.sha256}/320`
    else picture.textContent = item.errors.map((error) => error.code).join(' ')
    const name = document.createElement('figcaption')
    name.textContent = `${item.title} · ${item.format}`
    made.append(picture, name)
    return made
  }
  document.body.style.cssText = 'display:flex;flex-wrap:wrap;gap:8px;height:auto;overflow:visible;background:#fff;color:#000'
  document.documentElement.style.cssText = 'height:auto;overflow:visible'
  document.body.replaceChildren(...items.map(figure))
}
