import type { PrecheckFinding } from '../../api/types'

/** Findings of one rule. */
export interface FindingGroup {
  code: string
  group: string
  name: string
  severity: string
  findings: PrecheckFinding[]
}

/** Findings by rule, in the order in which they came: what blocks first. */
export function groupFindings(findings: readonly PrecheckFinding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>()
  for (const finding of findings) {
    const { code, group, name, severity } = finding
    const known = groups.get(code)
    if (known) known.findings.push(finding)
    else groups.set(code, { code, group, name, severity, findings: [finding] })
  }
  return [...groups.values()]
}

/** How many findings stop a pack whatever is allowed: marks of secrecy. */
export function neverAllowed(findings: readonly PrecheckFinding[]): number {
  return findings.filter((finding) => finding.severity === 'block' && !finding.can_be_allowed).length
}

/** The page that shows what a finding is about; null when it is nowhere in the ledger. */
export function placeOf(finding: PrecheckFinding): { name: string; query: Record<string, string> } | null {
  if (finding.item) return { name: 'material', query: { item: finding.item } }
  if (finding.indicator) return { name: 'indicator', query: { id: finding.indicator } }
  return null
}
