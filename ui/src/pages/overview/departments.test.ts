import { expect, it } from 'vitest'
import type { IndicatorRow } from '../../api/types'
import { departmentGaps } from './departments'
import { leaf, report } from './status.fixture'

it('counts the leaves of each department, most open first', () => {
  const status = report([
    leaf('a', [], { state: 'met' }),
    leaf('b', []),
    leaf('c', []),
    leaf('d', [], { state: 'not_applicable' }),
    leaf('e', [], { on_site: true }),
    leaf('f', [], { leaf: false }),
  ])
  const leads: Record<string, string | null> = { a: '党政办', b: '综合股', c: '综合股', d: '党政办', e: null, f: '党政办' }
  const rows = Object.entries(leads).map(([id, lead_dept]) => ({ id, lead_dept }) as IndicatorRow)
  expect(departmentGaps(status, rows)).toEqual([
    { department: '综合股', met: 0, of: 2 },
    { department: '党政办', met: 1, of: 1 },
  ])
})
