import type { Draft, DraftNode, DraftWarning } from '../api/types'

/** Where a checklist comes from: a file, pasted text, or a built-in template. */
export type Choice = { path: string } | { text: string } | { template: string }

/** Endings of files that a checklist is read from. */
export const CHECKLIST_ENDINGS = ['docx', 'xlsx', 'pdf', 'ofd', 'doc', 'wps', 'xls', 'et', 'csv', 'txt', 'rtf', 'html', 'htm']

/** What a draft holds, for the sentence above its preview. */
export interface DraftCounts {
  nodes: number
  /** Those without children: what evidence is gathered for. */
  leaves: number
  /** Sum of the leaves' base points; 0 when the document gives none. */
  points: number
  requirements: number
}

/** Counts a draft; a parent's points are not added to its children's. */
export function draftCounts(nodes: readonly DraftNode[]): DraftCounts {
  const parents = new Set(nodes.map((node) => node.parent))
  const leaves = nodes.filter((node) => !parents.has(node.id))
  const points = leaves.reduce((sum, node) => sum + (node.score?.kind === 'base' ? (node.score.points ?? 0) : 0), 0)
  return {
    nodes: nodes.length,
    leaves: leaves.length,
    points: Math.round(points * 100) / 100,
    requirements: nodes.reduce((sum, node) => sum + node.requirements.length, 0),
  }
}

/** Doubts of one kind with the texts they are about. */
export interface DoubtGroup {
  code: string
  count: number
  subjects: string[]
}

/** Doubts by kind, in the order they first appear, with at most `most` different texts each. */
export function groupDoubts(warnings: readonly DraftWarning[], most = 4): DoubtGroup[] {
  const groups = new Map<string, DoubtGroup>()
  for (const { code, subject } of warnings) {
    const group = groups.get(code) ?? { code, count: 0, subjects: [] }
    group.count++
    const text = subject.trim()
    if (text && group.subjects.length < most && !group.subjects.includes(text)) group.subjects.push(text)
    groups.set(code, group)
  }
  return [...groups.values()]
}

/** A draft that can be entered has at least one indicator. */
export function usable(draft: Draft | null): boolean {
  return draft !== null && draft.nodes.length > 0
}
