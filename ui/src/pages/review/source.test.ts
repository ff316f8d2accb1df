import { describe, expect, it } from 'vitest'
import { lineAt, linePieces, marksByLine, sourceLines, type Mark } from './source'

const TEXT = '一、组织领导\n1.𠮷会议每年2次，有照片\n\n2.总结'
const lines = sourceLines(TEXT)

describe('the source text', () => {
  it('counts places in scalar values, whatever a sign takes in a string', () => {
    expect(lines.map((line) => [line.from, line.to])).toEqual([
      [0, 6],
      [7, 20],
      [21, 21],
      [22, 26],
    ])
    expect([0, 6, 7, 20, 21, 22, 25, 99].map((place) => lineAt(lines, place))).toEqual([0, 0, 1, 1, 2, 3, 3, 3])
  })

  it('marks the chosen indicator, its asking words, and lets the others be chosen', () => {
    const marks: Mark[] = [
      { from: 7, to: 20, node: 'b', asks: false },
      { from: 12, to: 16, node: 'b', asks: true },
      { from: 0, to: 6, node: 'a', asks: false },
    ]
    const line = lines[1]
    if (!line) throw new Error('a line is missing')
    const shown = (chosen: string | null) => linePieces(line, marks, chosen).map((piece) => `${piece.kind}:${piece.text}`)
    expect(shown('b')).toEqual(['mine:1.𠮷会议', 'ask:每年2次', 'mine:，有照片'])
    expect(shown('a')).toEqual(['other:1.𠮷会议', 'other:每年2次', 'other:，有照片'])
    expect(linePieces(line, [], null)).toEqual([{ text: '1.𠮷会议每年2次，有照片', kind: 'plain', node: null }])
  })

  it('finds the marks of a line also where one runs over several', () => {
    const long: Mark = { from: 3, to: 24, node: 'a', asks: false }
    const found = marksByLine(lines, [long])
    expect([...found.keys()]).toEqual([0, 1, 3])
    const line = lines[3]
    if (!line) throw new Error('a line is missing')
    expect(linePieces(line, found.get(3) ?? [], 'a').map((piece) => piece.text)).toEqual(['2.', '总结'])
  })
})
