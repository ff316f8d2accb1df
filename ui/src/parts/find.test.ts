import { describe, expect, it } from 'vitest'
import { findAll, fit } from './find'

const all = [
  { code: '2.1', title: '理想信念教育', initials: 'lxxnjy', pinyin: 'lixiangxinnianjiaoyu' },
  { code: '2.4', title: '我们的节日', initials: 'wmdjr', pinyin: 'womendejieri' },
  { code: '4.3', title: '志愿服务', initials: 'zyfw', pinyin: 'zhiyuanfuwu' },
  { code: '12.4', title: '节日值班', initials: 'jrzb', pinyin: 'jierizhiban' },
]
const codes = (query: string): string[] => findAll(query, all).map((one) => one.code)

describe('findAll', () => {
  it('finds by code, the exact one first', () => {
    expect(codes('2.4')).toEqual(['2.4'])
    expect(codes('2')).toEqual(['2.1', '2.4'])
  })

  it('finds by a word', () => {
    expect(codes('节日')).toEqual(['12.4', '2.4'])
  })

  it('finds by initials and by full pinyin', () => {
    expect(codes('wmdjr')).toEqual(['2.4'])
    expect(codes('ZYFW')).toEqual(['4.3'])
    expect(codes('jieri')).toEqual(['12.4', '2.4'])
  })

  it('wants all of several words', () => {
    expect(codes('节日 值班')).toEqual(['12.4'])
    expect(codes('节日 讲堂')).toEqual([])
  })

  it('gives everything for an empty query and nothing for nonsense', () => {
    expect(codes(' ')).toHaveLength(4)
    expect(fit('qqq', all[0]!)).toBe(0)
  })
})
