import { expect, it } from 'vitest'
import { sentence } from './sentence'

const busy = { code: 'ledger_busy', message: 'busy', hint: 'wait', context: { path: '/台账', who: '张三', host: '办公室', since: '09:14' } }

it('says it in the language of the page, with the values of the error', () => {
  const zh = sentence(busy, 'zh-CN')
  expect(zh.message).toContain('“/台账”')
  expect(zh.message).toContain('张三')
  expect(zh.message).not.toMatch(/[{}]/)
  expect(sentence(busy, 'en').message).toContain('张三')
  expect(sentence(busy, 'en').message).not.toBe(zh.message)
})

it('leaves a place whose value is not known', () => {
  expect(sentence({ ...busy, context: {} }, 'zh-CN').message).toContain('{path}')
})

it('uses the program’s own words for a code or a language it does not know', () => {
  expect(sentence({ ...busy, code: 'of_the_future' }, 'zh-CN')).toEqual({ message: 'busy', hint: 'wait' })
  expect(sentence(busy, 'fr')).toEqual({ message: 'busy', hint: 'wait' })
})

it('tells a reason in the language of the rest', () => {
  const refused = { code: 'unpack_refused', message: '', hint: '', context: { path: 'a.zip', because: 'link', inside: 'data/x' } }
  expect(sentence(refused, 'en').message).toBe('"a.zip" was not unpacked: "data/x" is a link, which could lead anywhere.')
  expect(sentence(refused, 'zh-CN').message).toContain('“data/x”是一个链接')
})
