// Every printed form of the sample as pictures of its pages: out/shots/prints. Look at each as an official would.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { taizhang } from './program.mjs'

/** The most pages of a form that are drawn. */
const MOST = '3'
const VARIANTS = {
  photos: [['1', '--per-page', '1'], ['2', '--per-page', '2'], ['4', '--per-page', '4'], ['elements', '--elements']],
  spine: [['20', '--width', '20'], ['50', '--width', '50']],
}

/** Prints all forms of a ledger and draws their first pages; gives how many forms there were. */
export function printForms(ledger, folder, asOf = '2026-11-23') {
  mkdirSync(folder, { recursive: true })
  const { forms } = taizhang('print', 'list')
  for (const { name } of forms) {
    for (const [variant, ...options] of VARIANTS[name] ?? [['']]) {
      const page = join(folder, [name, variant].filter(Boolean).join('-'))
      taizhang('--ledger', ledger, '--as-of', asOf, 'print', name, ...options, '--overwrite', '--out', `${page}.pdf`)
      execFileSync('pdftoppm', ['-r', '80', '-png', '-l', MOST, `${page}.pdf`, page])
      rmSync(`${page}.pdf`)
    }
  }
  return forms.length
}
