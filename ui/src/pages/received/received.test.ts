import { describe, expect, it } from 'vitest'
import type { PackContentsFile, PackContentsRow } from '../../api/types'
import { evidenceOf, folderIn, isSame, narrowed, pictured } from './received'

const file = (name: string): PackContentsFile => ({ path: `data/${name}`, name, kind: 'photo', format: 'jpeg', bytes: 3, sha256: 'a', on: null, doc_no: null, issuer: null, doc_title: null, pages: null, thumb: true })
const row = (code: string, level: number, links: PackContentsRow['links'] = []): PackContentsRow => ({
  code, title: `题${code}`, level, content: null, lead_dept: null, state: 'met', missing: [], waivers: [], statement: null, evidence: [], links,
})

describe('a pack that was received', () => {
  it('shows files by their caption, and what lies elsewhere by its words', () => {
    const pack = { key: 'pack-1', files: [file('甲.jpg'), file('乙.jpg')] }
    const links = [
      { file: 1, external: null, caption: '植树', requirement: null },
      { file: 0, external: null, caption: null, requirement: null },
      { file: null, external: 'paper:档案盒3', caption: null, requirement: null },
    ]
    const shown = evidenceOf(pack, row('1', 1, links))
    expect(shown.map((one) => one.title)).toEqual(['植树', '甲.jpg', '档案盒3'])
    expect(shown.map((one) => pictured(pack, one).sha256)).toEqual(['pack-1-1', 'pack-1-0', 'pack-1-'])
    expect(shown.map((one) => pictured(pack, one).thumb)).toEqual([true, true, false])
  })

  it('keeps what stands above an indicator that was looked for', () => {
    const rows = [row('1', 1), row('1.1', 2), row('1.2', 2), row('2', 1), row('2.1', 2)]
    expect(narrowed(rows, '2.1').map((one) => one.code)).toEqual(['2', '2.1'])
    expect(narrowed(rows, '题1.2').map((one) => one.code)).toEqual(['1', '1.2'])
    expect(narrowed(rows, ' ')).toHaveLength(5)
  })

  it('is unpacked into a folder of its own', () => {
    expect(folderIn('/home/收', '/media/U盘/某局.zip')).toBe('/home/收/某局')
    expect(folderIn('D:\\收\\', 'E:\\某局.ZIP')).toBe('D:\\收\\某局')
  })

  it('is the same as another when nothing is different', () => {
    const none = { head: [], indicators: [], files: [] }
    expect(isSame(none)).toBe(true)
    expect(isSame({ ...none, files: [{ change: 'added', before: null, after: 'data/a' }] })).toBe(false)
    expect(isSame({ ...none, head: [{ field: 'score', evidence: null, before: '86', after: '90' }] })).toBe(false)
  })
})
