// The command line does its whole job where there is no network at all, not even loopback.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { cli, scratch } from '../program.mjs'

const unshare = process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--user', '--map-root-user', '--net']
const allowed = spawnSync(unshare[0], [...unshare.slice(1), 'true']).status === 0

test('init to verify without a network', { timeout: 120_000, skip: allowed ? false : 'SKIPPED: this user may make no network namespace' }, (t) => {
  const home = scratch()
  const run = (...args) => {
    const ran = spawnSync(unshare[0], [...unshare.slice(1), cli, '--json', ...args], { encoding: 'utf8', maxBuffer: 1 << 26 })
    assert.equal(ran.status, 0, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`)
    return JSON.parse(ran.stdout)
  }
  run('sample', join(home, '示例'))
  const ledger = join(home, '台账')
  run('init', ledger, '--unit', '某局', '--title', '测评', '--year', '2026')
  run('--ledger', ledger, 'source', 'add', join(home, '示例', '示例素材'))
  assert.equal(run('--ledger', ledger, 'scan').errors.length, 0)
  run('--ledger', ledger, 'checklist', 'template', 'small-unit')
  const [photo] = run('--ledger', ledger, 'items', '--kind', 'photo').items
  run('--ledger', ledger, 'link', photo.id, '4.3')
  const pack = join(home, '迎检包.zip')
  assert.equal(run('--ledger', ledger, 'export', pack).entries, 1)
  assert.equal(run('verify', pack).valid, true)
})
