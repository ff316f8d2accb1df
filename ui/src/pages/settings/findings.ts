import type { CheckFinding } from '../../api/types'

/** Findings of one kind. */
export interface FindingGroup {
  code: string
  subjects: string[]
}

/** What loses work comes first, then what an export would stop at. */
const ORDER = ['database', 'reference', 'backup_failed', 'evidence_missing', 'content_changed', 'source_disconnected']

/** Findings by kind, the gravest kind first, each file or row once. */
export function groupFindings(findings: readonly CheckFinding[]): FindingGroup[] {
  const groups = new Map<string, Set<string>>()
  for (const { code, subject } of findings) {
    const subjects = groups.get(code) ?? new Set()
    groups.set(code, subjects.add(subject))
  }
  const rank = (code: string): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length)
  return [...groups].map(([code, subjects]) => ({ code, subjects: [...subjects] })).sort((a, b) => rank(a.code) - rank(b.code))
}
