import type { IndicatorRow } from '../../api/types'

/** A line of the source text: `[from, to)` in Unicode scalar values, without its line end. */
export interface SourceLine {
  from: number
  to: number
  text: string
}

/** Words of the source that an indicator or a requirement was read from. */
export interface Mark {
  from: number
  to: number
  /** The indicator. */
  node: string
  /** Whether the words state a requirement. */
  asks: boolean
}

/** A piece of a line: of the chosen indicator (`mine`), the words in it that ask for something (`ask`), of another indicator, or of none. */
export interface SourcePiece {
  text: string
  kind: 'plain' | 'other' | 'mine' | 'ask'
  node: string | null
}

/** Cuts a text into lines; spans count scalar values, so a line keeps where it stands in those. */
export function sourceLines(text: string): SourceLine[] {
  let from = 0
  return text.split('\n').map((line) => {
    const length = scalars(line)
    const one = { from, to: from + length, text: line }
    from += length + 1
    return one
  })
}

function scalars(text: string): number {
  // A pair of surrogates is one scalar value.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

/** Every span of a checklist, in the order of the text. */
export function marksOf(rows: readonly IndicatorRow[]): Mark[] {
  const marks: Mark[] = []
  for (const row of rows) {
    if (row.span) marks.push({ from: row.span[0], to: row.span[1], node: row.id, asks: false })
    for (const one of row.requirements) {
      if (one.span) marks.push({ from: one.span[0], to: one.span[1], node: row.id, asks: true })
    }
  }
  return marks.sort((a, b) => a.from - b.from || b.to - a.to)
}

/** The marks that touch each line. */
export function marksByLine(lines: readonly SourceLine[], marks: readonly Mark[]): ReadonlyMap<number, readonly Mark[]> {
  const touching = new Map<number, Mark[]>()
  for (const mark of marks) {
    for (let at = lineAt(lines, mark.from); at < lines.length; at++) {
      const line = lines[at]
      if (!line || line.from >= mark.to) break
      if (line.to <= mark.from || line.from === line.to) continue
      const list = touching.get(at)
      if (list) list.push(mark)
      else touching.set(at, [mark])
    }
  }
  return touching
}

/** The line that holds a place of the text; the last one for a place behind the text. */
export function lineAt(lines: readonly SourceLine[], place: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const line = lines[middle]
    if (line && line.to < place) low = middle + 1
    else high = middle
  }
  return Math.max(0, low)
}

/** A line in pieces; where marks lie on one another the chosen indicator's win, then the shorter. */
export function linePieces(line: SourceLine, marks: readonly Mark[], chosen: string | null): SourcePiece[] {
  if (marks.length === 0) return line.text ? [{ text: line.text, kind: 'plain', node: null }] : []
  const signs = [...line.text]
  const cuts = new Set([0, signs.length])
  for (const mark of marks) {
    for (const place of [mark.from - line.from, mark.to - line.from]) {
      if (place > 0 && place < signs.length) cuts.add(place)
    }
  }
  const places = [...cuts].sort((a, b) => a - b)
  const pieces: SourcePiece[] = []
  for (let n = 0; n + 1 < places.length; n++) {
    const [from = 0, to = 0] = [places[n], places[n + 1]]
    const over = marks.filter((mark) => mark.from <= line.from + from && mark.to >= line.from + to)
    const mine = over.filter((mark) => mark.node === chosen)
    const best = shortest(mine) ?? shortest(over)
    const kind = !best ? 'plain' : mine.length === 0 ? 'other' : mine.some((mark) => mark.asks) ? 'ask' : 'mine'
    pieces.push({ text: signs.slice(from, to).join(''), kind, node: best?.node ?? null })
  }
  return pieces
}

function shortest(marks: readonly Mark[]): Mark | undefined {
  return marks.reduce<Mark | undefined>((best, mark) => (!best || mark.to - mark.from < best.to - best.from ? mark : best), undefined)
}
