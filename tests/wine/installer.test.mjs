// The installer under wine, with stand-ins for the programs: it installs silently, refuses while a program runs, and goes
// away without touching a ledger.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { scratch } from '../program.mjs'

const root = resolve(import.meta.dirname, '../..')
const dir = scratch()
const files = join(dir, 'files')
const PROGRAMS = ['taizhang.exe', 'taizhang-desktop.exe']
const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\taizhang'

/** Makes an installer of this version, with more definitions. */
function make(version, ...more) {
  const out = join(dir, `taizhang-${version}-setup.exe`)
  const given = [`-DVERSION=${version}`, `-DFILES=${files}`, '-DSIZE=1', `-DICON=${join(root, 'assets/icons/icon.ico')}`, `-DOUT=${out}`, ...more]
  execFileSync('makensis', ['-V2', '-INPUTCHARSET', 'UTF8', ...given, join(root, 'packaging/windows/installer.nsi')])
  return out
}

/** Exit code of an installer or uninstaller. */
function run(program, ...args) {
  const ended = spawnSync('wine', [program, ...args], { timeout: 120_000 })
  return ended.status
}

function registered(key, name) {
  const asked = spawnSync('wine', ['reg', 'query', key, ...(name ? ['/v', name] : ['/ve'])], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout : null
}

async function until(what, message) {
  for (let n = 0; n < 100; n++) {
    if (what()) return
    await after(200)
  }
  assert.fail(message)
}

before(() => {
  mkdirSync(files)
  const source = join(dir, 'standin.c')
  writeFileSync(source, '#include <stdio.h>\n#include <windows.h>\nint main(int n, char **a) { if (n > 1) { fclose(fopen(a[1], "w")); Sleep(60000); } return 0; }\n')
  for (const name of PROGRAMS) execFileSync('x86_64-w64-mingw32-gcc', ['-o', join(files, name), source])
  for (const name of ['WebView2Loader.dll', 'LICENSES.html', '安装与部署.html']) writeFileSync(join(files, name), name)
  copyFileSync(join(root, 'packaging/windows/用浏览器打开.cmd'), join(files, '用浏览器打开.cmd'))
})

test('it installs, updates, refuses while a program runs, and leaves ledgers', async (t) => {
  assert.equal(run(make('0.1.0'), '/S'), 0)
  const installed = /REG_SZ\s+(.+?)\s*$/m.exec(registered(KEY, 'InstallLocation'))[1]
  const place = join(process.env.WINEPREFIX, 'drive_c', installed.replace(/^C:/i, '').replaceAll('\\', '/'))
  t.after(() => rmSync(place, { recursive: true, force: true }))
  for (const name of [...readdirSync(files), 'uninstall.exe']) assert.ok(existsSync(join(place, name)), name)
  assert.match(registered(KEY, 'DisplayVersion'), /0\.1\.0/)
  assert.match(registered('HKCU\\Software\\Classes\\taizhang.ledger\\shell\\open\\command'), /taizhang-desktop\.exe/)
  assert.match(registered('HKCU\\Software\\Classes\\Directory\\shell\\taizhang\\command'), /taizhang-desktop\.exe/)
  assert.ok(registered('HKCU\\Software\\Classes\\.sqlite\\OpenWithProgids', 'taizhang.ledger'))

  const ledger = join(place, '某局 台账')
  mkdirSync(ledger, { recursive: true })
  writeFileSync(join(ledger, 'ledger.sqlite'), 'SQLite format 3\0')

  const next = make('0.2.0')
  for (const name of PROGRAMS) {
    const running = spawn('wine', [join(place, name), `C:\\running-${name}`])
    try {
      await until(() => existsSync(join(process.env.WINEPREFIX, 'drive_c', `running-${name}`)), `${name} did not start`)
      assert.notEqual(run(next, '/S'), 0, `installed over a running ${name}`)
      assert.match(registered(KEY, 'DisplayVersion'), /0\.1\.0/)
    } finally {
      spawnSync('wine', ['taskkill', '/F', '/IM', name])
      running.kill()
    }
  }
  await until(() => run(next, '/S') === 0, 'the update was refused though nothing runs')
  assert.match(registered(KEY, 'DisplayVersion'), /0\.2\.0/)

  // _?= keeps the uninstaller where it is, so that its end can be waited for.
  run(join(place, 'uninstall.exe'), '/S', `_?=${installed}`)
  for (const name of readdirSync(files)) assert.ok(!existsSync(join(place, name)), name)
  assert.equal(registered(KEY, 'DisplayVersion'), null)
  assert.equal(registered('HKCU\\Software\\Classes\\taizhang.ledger\\shell\\open\\command'), null)
  assert.equal(registered('HKCU\\Software\\Classes\\Directory\\shell\\taizhang\\command'), null)
  assert.ok(existsSync(join(ledger, 'ledger.sqlite')))
})

test('a WebView2 runtime that was given to the build is installed where there is none, and once', async (t) => {
  const RUNTIME = 'HKCU\\Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}'
  const said = join(process.env.WINEPREFIX, 'drive_c', 'webview2-said.txt')
  // A stand-in for Microsoft's installer: it notes what it was asked and registers a version, as that one does.
  const source = join(dir, 'runtime.c')
  writeFileSync(
    source,
    `#include <stdio.h>
#include <windows.h>
int main(int n, char **a) {
  FILE *f = fopen("C:\\\\webview2-said.txt", "a");
  for (int i = 1; i < n; i++) fprintf(f, "%s ", a[i]);
  fclose(f);
  RegSetKeyValueA(HKEY_CURRENT_USER, "${RUNTIME.replace('HKCU\\', '').replaceAll('\\', '\\\\')}", "pv", REG_SZ, "130.0.1.2", 10);
  return 0;
}
`,
  )
  const runtime = join(dir, '运行时 安装包.exe')
  execFileSync('x86_64-w64-mingw32-gcc', ['-o', runtime, source, '-ladvapi32'])
  const setup = make('0.3.0', `-DWEBVIEW2=${runtime}`)
  rmSync(said, { force: true })
  spawnSync('wine', ['reg', 'delete', RUNTIME, '/f'])
  t.after(() => spawnSync('wine', ['reg', 'delete', RUNTIME, '/f']))

  assert.equal(run(setup, '/S'), 0)
  const installed = /REG_SZ\s+(.+?)\s*$/m.exec(registered(KEY, 'InstallLocation'))[1]
  const place = join(process.env.WINEPREFIX, 'drive_c', installed.replace(/^C:/i, '').replaceAll('\\', '/'))
  t.after(() => rmSync(place, { recursive: true, force: true }))
  assert.equal(readFileSync(said, 'utf8'), '/silent /install ')
  assert.match(registered(RUNTIME, 'pv'), /130\.0\.1\.2/)

  assert.equal(run(setup, '/S'), 0)
  assert.equal(readFileSync(said, 'utf8'), '/silent /install ', 'a runtime that is there was installed again')
  run(join(place, 'uninstall.exe'), '/S', `_?=${installed}`)
  assert.match(registered(RUNTIME, 'pv'), /130\.0\.1\.2/, 'the runtime is not ours to remove')
})
