import type { PackContents, PackContentsFile, PackContentsLink, PackContentsRow, PackDiffReport } from '../../api/types'

/** A line of evidence as it is shown: a file of the pack, or what lies elsewhere. */
export interface Shown {
  link: PackContentsLink
  file: PackContentsFile | null
  /** What a person reads under it. */
  title: string
}

/** The evidence of an indicator in its order. */
export function evidenceOf(pack: Pick<PackContents, 'files'>, row: PackContentsRow): Shown[] {
  return row.links.map((link) => {
    const file = link.file === null ? null : (pack.files[link.file] ?? null)
    return { link, file, title: link.caption ?? file?.name ?? told(link.external ?? '') }
  })
}

/** `paper:档案盒3` and `url:https://…` without what they begin with. */
function told(external: string): string {
  return external.replace(/^(paper|url|note):/, '')
}

/** What `Thumb` needs to draw a file of a pack: its picture lies under the name of this opening. */
export function pictured(pack: Pick<PackContents, 'key' | 'files'>, shown: Shown) {
  const { file, link, title } = shown
  return {
    sha256: `${pack.key}-${String(link.file ?? '')}`,
    kind: file?.kind ?? ('link' as const),
    title,
    thumb: file?.thumb ?? false,
    format: file?.format ?? '',
    errors: [],
    state: 'present' as const,
  }
}

/** Indicators that a word is in, with what stands above them. */
export function narrowed(rows: readonly PackContentsRow[], word: string): PackContentsRow[] {
  const wanted = word.trim().toLowerCase()
  if (!wanted) return [...rows]
  const kept = new Set<number>()
  rows.forEach((row, at) => {
    if (!`${row.code} ${row.title}`.toLowerCase().includes(wanted)) return
    let level = row.level
    kept.add(at)
    for (let above = at - 1; above >= 0 && level > 1; above--) {
      const one = rows[above]
      if (one && one.level < level) {
        kept.add(above)
        level = one.level
      }
    }
  })
  return rows.filter((_, at) => kept.has(at))
}

/** Whether two packs are the same in all that is compared. */
export function isSame(diff: PackDiffReport): boolean {
  return diff.head.length === 0 && diff.indicators.length === 0 && diff.files.length === 0
}

/** The name of a folder to unpack into, beside the zip. */
export function folderBeside(path: string): string {
  return path.replace(/\.zip$/i, '')
}

/** A folder of the pack's name in the folder that was chosen. */
export function folderIn(folder: string, path: string): string {
  const name = folderBeside(path).split(/[\\/]/).filter(Boolean).pop() ?? 'pack'
  const mark = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return `${folder.replace(/[\\/]$/, '')}${mark}${name}`
}
