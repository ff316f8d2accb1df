import { describe, expect, it } from 'vitest'
import { beginPlan, folderName, folderTrouble, join, proposeDir, samplePlaces, wanted } from './plan'

describe('the plan of a new ledger', () => {
  it('begins with the year of the day and no unit', () => {
    const plan = beginPlan('2026-11-23', '文明单位创建')
    expect([plan.from, plan.to, plan.title]).toEqual(['2026-01-01', '2026-12-31', '文明单位创建'])
    expect(wanted(plan)).toEqual(['unit', 'dir'])
  })

  it('wants a period that does not end before it begins', () => {
    const plan = { ...beginPlan('2026-11-23', '创建'), unit: '某局', dir: '/a', to: '2025-12-31' }
    expect(wanted(plan)).toEqual(['period'])
    expect(wanted({ ...plan, to: plan.from })).toEqual([])
    expect(wanted({ ...plan, unit: '  ', title: ' ', to: '' })).toEqual(['unit', 'title', 'period'])
  })

  it('proposes a folder that every file system takes', () => {
    expect(proposeDir('/home/a/文档', '某县交通运输局', '台账')).toBe('/home/a/文档/某县交通运输局台账')
    expect(proposeDir('C:\\Users\\a\\Documents', '某局/二科:甲', '台账')).toBe('C:\\Users\\a\\Documents\\某局二科甲台账')
    expect(proposeDir('/home/a', ' ?* ', '台账')).toBe('')
    expect(proposeDir(null, '某局', '台账')).toBe('')
    expect(folderName('..局名. ')).toBe('局名')
  })

  it('joins under a root without doubling the separator', () => {
    expect(join('/', '台账')).toBe('/台账')
    expect(join('D:\\', '台账')).toBe('D:\\台账')
  })
})

describe('material folders', () => {
  it('refuses one that is there, overlaps, or lies in the ledger', () => {
    expect(folderTrouble(['/照片'], '/台账', '/照片/')).toBe('same')
    expect(folderTrouble(['/照片'], '/台账', '/照片/2026')).toBe('overlap')
    expect(folderTrouble(['/照片/2026'], '/台账', '/照片')).toBe('overlap')
    expect(folderTrouble([], '/台账', '/台账/材料')).toBe('ledger')
    expect(folderTrouble([], 'D:\\局\\台账', 'D:\\局\\台账\\材料')).toBe('ledger')
  })

  it('takes neighbours, and a folder that holds the ledger', () => {
    expect(folderTrouble(['/照片'], '/台账', '/照片2')).toBeNull()
    expect(folderTrouble([], '/文档/台账', '/文档')).toBeNull()
  })
})

it('looks for an earlier sample where it was opened last, then where it is made', () => {
  const row = { unit: '', title: '', opened_at: '' }
  const recent = [
    { ...row, dir: '/d/别的', present: true },
    { ...row, dir: '/d/示例/甲', present: true },
    { ...row, dir: '/d/示例/乙', present: false },
  ]
  expect(samplePlaces('/d/示例', '示例台账', recent)).toEqual(['/d/示例/甲', '/d/示例/示例台账', '/d/示例'])
})
