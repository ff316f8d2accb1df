// The command line for Windows does the whole line under wine, with Chinese names and spaces, and its pack is the one that Linux makes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeSample, scratch, taizhang } from '../program.mjs'

const program = process.env.TAIZHANG_WINDOWS_BIN
const day = ['--as-of', '2026-11-23', '--as', '王芳']

/** Runs the Windows program with --json in `dir`; gives its exit code and document. */
function windows(dir, ...args) {
  const ran = spawnSync('wine', [program, '--json', ...day, ...args], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 })
  assert.ok(ran.stdout, `${args.join(' ')}: exit ${ran.status}, ${ran.stderr}`)
  return { code: ran.status, document: JSON.parse(ran.stdout) }
}

/** The document of a command that ends well. */
function done(dir, ...args) {
  const { code, document } = windows(dir, ...args)
  assert.equal(code, 0, `${args.join(' ')}: ${JSON.stringify(document)}`)
  return document
}

test('the whole line under wine', () => {
  const dir = scratch()
  makeSample(join(dir, '示例 材料'))
  const material = join(dir, '素材 文件夹')
  cpSync(join(dir, '示例 材料', '示例素材'), material, { recursive: true, preserveTimestamps: true })
  writeFileSync(join(material, '关于 植树的通知.txt'), '关于开展植树活动的通知')
  const plan = join(dir, '指标 表.csv')
  writeFileSync(plan, '序号,测评内容,分值,责任科室\n1.1,开展植树活动,5,办公室\n1.2,组织理论学习,5,党办\n')

  const made = done(dir, 'init', '某局 台账', '--unit', '某局', '--title', '2026年 测评', '--year', '2026')
  assert.equal(made.period_to, '2026-12-31')
  const book = ['--ledger', '某局 台账']
  done(dir, ...book, 'source', 'add', '素材 文件夹')
  const scan = done(dir, ...book, 'scan')
  assert.ok(scan.added > 50, JSON.stringify(scan))
  assert.equal(done(dir, ...book, 'scan').unchanged, scan.files)
  assert.ok(done(dir, ...book, 'checklist', 'import', '指标 表.csv').indicators.length >= 2)
  done(dir, ...book, 'link', '素材 文件夹/关于 植树的通知.txt', '1.1')
  assert.ok(done(dir, ...book, 'status').indicators.length >= 2)
  const pack = done(dir, ...book, 'export', '迎检 包.zip', '--allow-gaps')
  assert.ok(pack.entries > 0)
  assert.ok(done(dir, 'verify', '迎检 包.zip').valid)
  assert.ok(taizhang('verify', join(dir, '迎检 包.zip')).valid)

  // The folder goes to a Linux machine: its sources lie elsewhere there, its evidence is the same, and so is its pack.
  const moved = join(dir, '另一台 电脑')
  cpSync(join(dir, '某局 台账'), moved, { recursive: true, preserveTimestamps: true })
  const linux = (...args) => taizhang(...day, '--ledger', moved, ...args)
  const [source] = linux('source', 'list').sources
  linux('source', 'relocate', source.id, material)
  linux('scan')
  linux('export', join(dir, '别处 迎检包.zip'), '--allow-gaps')
  assert.ok(
    readFileSync(join(dir, '迎检 包.zip')).equals(readFileSync(join(dir, '别处 迎检包.zip'))),
    'the packs of Windows and of Linux differ',
  )
})
