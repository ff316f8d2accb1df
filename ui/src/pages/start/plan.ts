import type { Choice } from '../../parts/checklistChoice'
import type { RecentLedger } from '../../api/types'

/** What a person has said of a ledger that is going to be made. */
export interface NewLedger {
  unit: string
  title: string
  from: string
  to: string
  /** 检查日期; empty when it is not known yet. */
  inspection: string
  dir: string
  /** Whether the person chose the folder: a proposal follows the unit's name, a choice stays. */
  dirChosen: boolean
  folders: string[]
  choice: Choice | null
}

/** Something in the first step that is still wanted. */
export type Wanted = 'unit' | 'title' | 'period' | 'dir'

/** Joins a folder and a name the way the folder is written. */
export function join(folder: string, name: string): string {
  const slash = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return folder.endsWith(slash) ? folder + name : folder + slash + name
}

/** A name that every file system takes: Windows forbids some characters, and dots or blanks at the end. */
export function folderName(name: string): string {
  const forbidden = '\\/:*?"<>|'
  const kept = [...name].filter((sign) => !forbidden.includes(sign) && sign >= ' ').join('')
  return kept.replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '')
}

/** The folder that is proposed for a unit's ledger; empty without a unit or a documents folder. */
export function proposeDir(documents: string | null, unit: string, ending: string): string {
  const name = folderName(unit)
  return documents && name ? join(documents, name + ending) : ''
}

/** An empty plan: the period is the year of the day. */
export function beginPlan(asOf: string, title: string): NewLedger {
  const year = asOf.slice(0, 4)
  return {
    unit: '',
    title,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    inspection: '',
    dir: '',
    dirChosen: false,
    folders: [],
    choice: null,
  }
}

/** What the first step still wants, in the order of its fields. */
export function wanted(plan: NewLedger): Wanted[] {
  const gaps: [Wanted, boolean][] = [
    ['unit', plan.unit.trim() === ''],
    ['title', plan.title.trim() === ''],
    ['period', !plan.from || !plan.to || plan.to < plan.from],
    ['dir', plan.dir.trim() === ''],
  ]
  return gaps.filter(([, gap]) => gap).map(([name]) => name)
}

function within(path: string, folder: string): boolean {
  const same = (text: string): string => text.replaceAll('\\', '/').replace(/\/+$/, '')
  return `${same(path)}/`.startsWith(`${same(folder)}/`)
}

/** Why a folder can't be added: it is there already, it overlaps another, or it lies in the ledger. */
export function folderTrouble(folders: readonly string[], ledger: string, added: string): 'same' | 'overlap' | 'ledger' | null {
  if (folders.some((folder) => within(folder, added) && within(added, folder))) return 'same'
  if (folders.some((folder) => within(folder, added) || within(added, folder))) return 'overlap'
  return ledger && within(added, ledger) ? 'ledger' : null
}

/** Where a sample made earlier may lie, likeliest first. */
export function samplePlaces(folder: string, inside: string, recent: readonly RecentLedger[]): string[] {
  const known = recent.filter((one) => one.present && within(one.dir, folder)).map((one) => one.dir)
  return [...new Set([...known, join(folder, inside), folder])]
}
