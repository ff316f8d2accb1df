// What a Chinese Windows is like: its console has code page 936, its clock a zone, its names no case, its folders may lead in a circle.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { scratch } from '../program.mjs'

const program = process.env.TAIZHANG_WINDOWS_BIN
const limits = { encoding: 'utf8', timeout: 120_000 }

/** The document that a command gives, asked for in `dir`. */
function ask(dir, args, env = {}) {
  const ran = spawnSync('wine', [program, '--json', '--as', '王芳', ...args], { ...limits, cwd: dir, env: { ...process.env, ...env } })
  assert.equal(ran.status, 0, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`)
  return JSON.parse(ran.stdout)
}

/** A ledger with a checklist and a folder of two papers. */
function ledger() {
  const dir = scratch()
  mkdirSync(join(dir, '素材 文件夹'))
  writeFileSync(join(dir, '素材 文件夹', 'Plan A.TXT'), '关于开展植树活动的通知')
  writeFileSync(join(dir, '素材 文件夹', '小结.txt'), '植树活动小结')
  writeFileSync(join(dir, '指标.csv'), '序号,测评内容,分值\n1.1,开展植树活动,5\n')
  ask(dir, ['init', '台账', '--unit', '某局', '--title', '测评', '--year', '2026'])
  const book = ['--ledger', '台账']
  ask(dir, [...book, 'source', 'add', '素材 文件夹'])
  ask(dir, [...book, 'checklist', 'import', '指标.csv'])
  return { dir, book }
}

/** What a command writes to a console. */
function console_(command) {
  const ran = spawnSync('script', ['-qec', command, '/dev/null'], limits)
  assert.equal(ran.status, 0, ran.stdout)
  // What moves the cursor is not part of it.
  return ran.stdout.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
}

test('Chinese stands in a console of code page 936, and in a file as UTF-8', () => {
  assert.match(console_('wine cmd /c chcp'), /: 936/)
  const shown = console_(`wine '${program}' --lang zh verify 没有的包.zip; true`)
  assert.match(shown, /没有的包\.zip/)
  const file = spawnSync('wine', [program, '--lang', 'zh', '--help'], limits)
  const ours = execFileSync(process.env.TAIZHANG_BIN, ['--lang', 'zh', '--help'], limits)
  // The usage line names the program as it was called.
  const said = (text) => text.replaceAll('\r\n', '\n').replaceAll('taizhang.exe', 'taizhang')
  assert.equal(said(file.stdout), said(ours))
})

test('today is the day where the computer stands', () => {
  const { dir, book } = ledger()
  // 14 hours before and 12 hours behind: never the same day.
  const day = (zone) => ask(dir, [...book, 'status'], { TZ: zone }).as_of
  const here = (zone) => execFileSync('date', ['+%F'], { ...limits, env: { ...process.env, TZ: zone } }).trim()
  for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12']) assert.equal(day(zone), here(zone), zone)
  assert.notEqual(here('Pacific/Kiritimati'), here('Etc/GMT+12'))
})

test('a path typed in other case, with other slashes, is the same file', () => {
  const { dir, book } = ledger()
  ask(dir, [...book, 'scan'])
  ask(dir, [...book, 'link', '素材 文件夹\\plan a.txt', '1.1'])
  const items = ask(dir, [...book, 'items', '--indicator', '1.1']).items
  assert.deepEqual(
    items.map((item) => item.title),
    ['Plan A.TXT'],
  )
  // The folder by another case is no second source.
  const again = spawnSync('wine', [program, '--json', ...book, 'source', 'add', '台账\\..\\素材 文件夹'], { ...limits, cwd: dir })
  assert.equal(ask(dir, [...book, 'source', 'list']).sources.length, 1, again.stdout)
})

test('a folder that leads back into itself, and one that leads elsewhere, are not walked', () => {
  const { dir, book } = ledger()
  const outside = join(dir, '别处')
  mkdirSync(outside)
  writeFileSync(join(outside, '不该看.txt'), '私人文件')
  symlinkSync(join(dir, '素材 文件夹'), join(dir, '素材 文件夹', '回到自己'))
  symlinkSync(outside, join(dir, '素材 文件夹', '通往别处'))
  const scan = ask(dir, [...book, 'scan'])
  assert.equal(scan.files, 2, JSON.stringify(scan))
})
