import { expect, it } from 'vitest'
import type { VerifyCheck, VerifyReport } from '../../api/types'
import { standing, withZip } from './standing'
import { groupChecks, groupProblems } from './verdict'

const check = (group: string, name: string, result: string): VerifyCheck => ({ group, name, result, detail: '' })

it('groups checks into the four properties in their order', () => {
  const groups = groupChecks([
    check('safety', 'safe_paths', 'passed'),
    check('authenticity', 'payload_hashes', 'failed'),
    check('authenticity', 'tag_hashes', 'passed'),
    check('integrity', 'all_present', 'passed'),
    check('integrity', 'oxum', 'skipped'),
  ])
  expect(groups.map((group) => [group.name, group.passed, group.checks.length])).toEqual([
    ['authenticity', false, 2],
    ['integrity', true, 2],
    // Nothing was checked, so nothing is claimed.
    ['usability', false, 0],
    ['safety', true, 1],
  ])
})

it('groups problems by kind', () => {
  const problem = (code: string, path: string) => ({ code, path, expected: null, found: null })
  const report: VerifyReport = { path: '', valid: false, entries: 0, warnings: [], checks: [], problems: [problem('missing', 'a'), problem('altered', 'b'), problem('missing', 'c')] }
  expect(groupProblems(report).map((group) => [group.code, group.problems.map((one) => one.path)])).toEqual([
    ['missing', ['a', 'c']],
    ['altered', ['b']],
  ])
})

it('lets nothing incomplete out unasked', () => {
  const preview = { entries: 3, bytes: 1, indicators_with_evidence: 1, indicators: 2, unavailable: ['甲.jpg'], changed: [], out: '' }
  expect(standing(preview, false)).toBe('blocked')
  expect(standing(preview, true)).toBe('ready')
  expect(standing({ ...preview, unavailable: [] }, false)).toBe('ready')
  expect(standing({ ...preview, entries: 0 }, true)).toBe('empty')
})

it('gives a place the ending of a pack', () => {
  expect(withZip('/a/包')).toBe('/a/包.zip')
  expect(withZip('/a/包.ZIP')).toBe('/a/包.ZIP')
})
