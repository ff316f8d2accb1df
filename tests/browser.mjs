// Debian's Chromium through Playwright, closed to everything but the page.
import { chromium } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A page of 1366×768 in this language and theme. Fails the test on a script error, a CSP violation or a foreign request. */
export async function open(t, url, { locale = 'zh-CN', colorScheme = 'light' } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })
  t.after(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale, colorScheme })
  const page = await context.newPage()
  const troubles = []
  const home = new URL(url).origin
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  page.on('request', (request) => {
    const asked = request.url()
    if (!asked.startsWith(home) && !asked.startsWith('data:') && !asked.startsWith('blob:')) troubles.push(`asked ${asked}`)
  })
  await page.goto(url)
  return { page, troubles }
}
