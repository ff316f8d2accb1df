import type { VerifyCheck, VerifyProblem, VerifyReport } from '../../api/types'

/** The four properties of a record (DA/T 70), in their order. */
export const GROUPS = ['authenticity', 'integrity', 'usability', 'safety'] as const

/** One of them with its checks. */
export interface CheckGroup {
  name: (typeof GROUPS)[number]
  passed: boolean
  checks: VerifyCheck[]
}

/** Checks by property; a property holds when none of its checks failed and one of them was made. */
export function groupChecks(checks: readonly VerifyCheck[]): CheckGroup[] {
  return GROUPS.map((name) => {
    const own = checks.filter((check) => check.group === name)
    const passed = own.every((check) => check.result !== 'failed') && own.some((check) => check.result === 'passed')
    return { name, passed, checks: own }
  })
}

/** Problems of one kind with their files. */
export interface ProblemGroup {
  code: string
  problems: VerifyProblem[]
}

/** Problems by kind, in the order they first appear. */
export function groupProblems(report: VerifyReport): ProblemGroup[] {
  const groups = new Map<string, VerifyProblem[]>()
  for (const problem of report.problems) {
    const group = groups.get(problem.code)
    if (group) group.push(problem)
    else groups.set(problem.code, [problem])
  }
  return [...groups].map(([code, problems]) => ({ code, problems }))
}
