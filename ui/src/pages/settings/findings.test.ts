import { expect, it } from 'vitest'
import { groupFindings } from './findings'

it('puts the gravest kind first and names each thing once', () => {
  const found = groupFindings([
    { code: 'source_disconnected', subject: 'U盘' },
    { code: 'something_new', subject: 'x' },
    { code: 'evidence_missing', subject: '甲.jpg' },
    { code: 'evidence_missing', subject: '甲.jpg' },
    { code: 'database', subject: 'page 3' },
  ])
  expect(found).toEqual([
    { code: 'database', subjects: ['page 3'] },
    { code: 'evidence_missing', subjects: ['甲.jpg'] },
    { code: 'source_disconnected', subjects: ['U盘'] },
    { code: 'something_new', subjects: ['x'] },
  ])
})
