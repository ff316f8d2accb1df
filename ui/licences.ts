import { execFileSync } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** Folder of the npm package that a module belongs to. */
function folder(id: string): string | null {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)
  return found ? resolve(found[0]) : null
}

/** Writes `licences.json`: the npm packages that are really in the pages, and all parts of the programs. */
export function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      // All that was read, also what only hands on another package's names and is left out of the chunks (`vue` itself).
      const folders = new Set([...this.getModuleIds()].map(folder).filter((one) => one !== null))
      const script = join(dirname(import.meta.dirname), 'packaging/parts.mjs')
      const source = execFileSync(process.execPath, [script, ...folders], { encoding: 'utf8', maxBuffer: 1 << 28 })
      this.emitFile({ type: 'asset', fileName: 'licences.json', source })
    },
  }
}
