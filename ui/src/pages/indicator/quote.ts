import type { IndicatorRow, Requirement } from '../../api/types'

/** A piece of a sentence; `mark` where the words state what is asked. */
export interface Piece {
  text: string
  mark: boolean
}

/** The text to show for an indicator: its sentence, or its full content where that holds what the requirements quote. */
export function sourceText(row: Pick<IndicatorRow, 'quote' | 'content' | 'title' | 'requirements'>): string {
  const quote = row.quote.trim()
  const content = row.content?.trim() ?? ''
  const found = (text: string): number => row.requirements.filter((one) => one.quote && text.includes(one.quote)).length
  if (content && (!quote || content.includes(quote) || found(content) > found(quote))) return content
  return quote || row.title
}

/** Words that a requirement was read from. */
export function wordsOf(requirement: Requirement): string[] {
  const words = [
    requirement.deadline?.as_written,
    requirement.frequency?.as_written,
    requirement.threshold?.as_written,
    requirement.count?.as_written,
    ...requirement.evidence.map((need) => need.as_written || need.name),
  ]
  return words.filter((word): word is string => !!word)
}

/** Cuts a text into pieces with the required words marked; words are looked for inside their own sentence first. */
export function markedPieces(text: string, requirements: readonly Requirement[]): Piece[] {
  const marks: [number, number][] = []
  for (const requirement of requirements) {
    const at = requirement.quote ? text.indexOf(requirement.quote) : -1
    const from = at < 0 ? 0 : at
    const to = at < 0 ? text.length : at + requirement.quote.length
    const words = wordsOf(requirement)
    for (const word of words) {
      const found = text.slice(from, to).indexOf(word)
      if (found >= 0) marks.push([from + found, from + found + word.length])
    }
    if (words.length === 0 && at >= 0 && requirement.quote.length < text.length) marks.push([from, to])
  }
  return cut(text, marks)
}

function cut(text: string, marks: [number, number][]): Piece[] {
  marks.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of marks) {
    if (to <= at) continue
    const begin = Math.max(from, at)
    if (begin > at) pieces.push({ text: text.slice(at, begin), mark: false })
    const last = pieces[pieces.length - 1]
    const piece = text.slice(begin, to)
    if (last?.mark && begin === at) last.text += piece
    else pieces.push({ text: piece, mark: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: false })
  return pieces
}
