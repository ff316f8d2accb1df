import { expect, it } from 'vitest'
import { externalParts } from './external'

it('takes a reference apart', () => {
  expect(externalParts('url:https://a.cn/x:1')).toEqual({ type: 'url', text: 'https://a.cn/x:1' })
  expect(externalParts('paper:第3盒')).toEqual({ type: 'paper', text: '第3盒' })
  expect(externalParts('某处')).toEqual({ type: 'note', text: '某处' })
  expect(externalParts(null)).toEqual({ type: 'note', text: '' })
})
