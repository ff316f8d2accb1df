import { expect, it } from 'vitest'
import { spellAll } from './pinyin'

it('spells titles by initials and in full', async () => {
  const spelled = await spellAll(['我们的节日', '志愿服务 ≥30%'])
  expect(spelled.get('我们的节日')).toEqual({ initials: 'wmdjr', pinyin: 'womendejieri' })
  expect(spelled.get('志愿服务 ≥30%')?.initials.startsWith('zyfw')).toBe(true)
})
