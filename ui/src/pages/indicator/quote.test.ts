import { describe, expect, it } from 'vitest'
import type { Requirement } from '../../api/types'
import { markedPieces, sourceText } from './quote'

function requirement(quote: string, more: Partial<Requirement> = {}): Requirement {
  return {
    id: 'r', quote, span: null, role: 'requirement', deadline: null, frequency: null, threshold: null, count: null,
    each: null, evidence: [], ...more,
  }
}

const need = (name: string) => ({ name, any_of: [], min: 1, unit: null, as_written: name })

describe('markedPieces', () => {
  const text = '有道德讲堂，场所固定；每季度开展一次，有照片、签到表；有照片留存。'

  it('marks the words of a requirement inside its own sentence', () => {
    const pieces = markedPieces(text, [requirement('有照片留存', { evidence: [need('照片')] })])
    const marked = pieces.filter((piece) => piece.mark)
    expect(marked).toHaveLength(1)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.findIndex((piece) => piece.mark)).toBe(1)
    expect(pieces[0]!.text.length).toBe(text.lastIndexOf('照片'))
  })

  it('joins marks that touch and never doubles text where they overlap', () => {
    const pieces = markedPieces('照片签到表', [
      requirement('照片签到表', { evidence: [need('照片'), need('片签'), need('签到表')] }),
    ])
    expect(pieces).toEqual([{ text: '照片签到表', mark: true }])
  })

  it('marks the sentence itself when it names nothing to count', () => {
    expect(markedPieces(text, [requirement('场所固定')]).filter((piece) => piece.mark).map((piece) => piece.text)).toEqual(['场所固定'])
  })

  it('leaves a text alone that holds nothing of it', () => {
    expect(markedPieces('别的', [requirement('没有', { evidence: [need('照片')] })])).toEqual([{ text: '别的', mark: false }])
  })
})

it('shows the content when the requirements quote it', () => {
  const row = { title: '讲堂', quote: '道德讲堂', content: '每季度一次', requirements: [requirement('每季度一次')] }
  expect(sourceText(row)).toBe('每季度一次')
  expect(sourceText({ ...row, content: null })).toBe('道德讲堂')
  expect(sourceText({ ...row, content: null, quote: '' })).toBe('讲堂')
})
