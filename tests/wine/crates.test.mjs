// The crates' own tests, built for Windows, under wine. `./dev` names the programs (cargo's messages) and the crates.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { root } from '../program.mjs'

const wanted = process.env.TAIZHANG_WINDOWS_CRATES.split(' ')
const messages = readFileSync(process.env.TAIZHANG_WINDOWS_TESTS, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line))

/** Name of the crate that a message is about: its manifest stands in a folder of that name. */
const crate = (message) => `taizhang-${dirname(message.manifest_path).split('/').pop()}`
const programs = messages.filter((one) => one.reason === 'compiler-artifact' && one.executable && one.profile.test && wanted.includes(crate(one)))

test('every crate that was asked for brings its tests', () => {
  assert.deepEqual([...new Set(programs.map(crate))].sort(), [...wanted].sort())
})

// Without cargo beside them the snapshots' library does not find the workspace; and nothing is to be written here.
const env = { ...process.env, INSTA_WORKSPACE_ROOT: root, INSTA_UPDATE: 'no' }

for (const program of programs) {
  test(`${crate(program)} ${program.target.name}`, () => {
    const ran = spawnSync('wine', [program.executable], { cwd: dirname(program.manifest_path), env, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 240_000 })
    assert.equal(ran.status, 0, `${ran.stdout.slice(-6000)}\n${ran.stderr.slice(-3000)}`)
    // A test program that ran nothing proves nothing; those without cargo's harness say nothing of their own.
    if (ran.stdout.includes('test result:')) assert.match(ran.stdout, /test result: ok\. [1-9]/)
  })
}
