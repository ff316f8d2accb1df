// The built programs, a sample ledger, and the browser door: what the tests of the whole program share.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const root = resolve(import.meta.dirname, '..')
export const cli = process.env.TAIZHANG_BIN ?? join(root, 'target/debug/taizhang')
export const desktop = process.env.TAIZHANG_DESKTOP ?? join(root, 'target/debug/taizhang-desktop')
export const out = process.env.TAIZHANG_OUT ?? join(root, 'out')
export const sampleLedgerName = '示例台账'

/** A folder that goes away at the end, after the programs that write into it. */
export function scratch() {
  const dir = mkdtempSync(join(tmpdir(), '台账 测试 '))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Runs the command line with --json and gives its document. */
export function taizhang(...args) {
  return JSON.parse(execFileSync(cli, ['--json', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }))
}

/** Makes the sample in `dir`; returns its ledger folder. */
export function makeSample(dir) {
  taizhang('sample', dir)
  return join(dir, sampleLedgerName)
}

/** Waits for something outside the page to become true; `what` says it when it never does. */
export async function until(what, holds) {
  const end = Date.now() + 15_000
  while (Date.now() < end) {
    if (await holds()) return
    await new Promise((later) => setTimeout(later, 100))
  }
  assert.fail(`never came true: ${what}`)
}

/** Starts the browser door (on a ledger, when one is named) and gives the URL with its one-time token. */
export async function serve(t, asked) {
  return (await door(t, asked)).url
}

/** The same, with its process; `temp` is its place for temporary files. */
export async function door(t, { ledger, config, asOf = '2026-11-23', temp = tmpdir() }) {
  const args = ['--json', '--as-of', asOf, ...(ledger ? ['--ledger', ledger] : []), 'serve', '--no-open']
  const child = spawn(cli, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: config, HOME: config, TMPDIR: temp },
  })
  const ended = new Promise((done) => child.once('exit', done))
  t.after(async () => {
    child.kill()
    await ended
  })
  for await (const line of createInterface({ input: child.stdout })) {
    return { url: JSON.parse(line).url, child, ended }
  }
  throw new Error('serve ended without a URL')
}
