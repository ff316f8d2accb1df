import type { Kind } from '../api/types'

/** Kinds that a clerk thinks of together, for filters. */
export type KindGroup = 'pictures' | 'films' | 'sign_ins' | 'papers' | 'tables' | 'others'

/** Which kinds belong to a group; every kind but junk is in one. */
export const KIND_GROUPS: Readonly<Record<KindGroup, readonly Kind[]>> = {
  pictures: ['photo', 'screenshot'],
  sign_ins: ['sign_in', 'roster'],
  papers: [
    'notice', 'plan', 'summary', 'minutes', 'policy', 'brief', 'report', 'evaluation', 'speech', 'proof', 'document',
  ],
  tables: ['data_table', 'spreadsheet'],
  films: ['video', 'audio'],
  others: ['archive', 'link', 'other'],
}

/** Every kind, in the order in which they are offered. */
export const ALL_KINDS: readonly Kind[] = [...Object.values(KIND_GROUPS).flat(), 'junk']

/** How a kind is drawn where there is no picture. */
export type KindShape = 'picture' | 'film' | 'sound' | 'list' | 'table' | 'paper' | 'box' | 'link' | 'file'

/** The drawing of a kind. */
export function shapeOf(kind: Kind): KindShape {
  switch (kind) {
    case 'photo':
    case 'screenshot':
      return 'picture'
    case 'video':
      return 'film'
    case 'audio':
      return 'sound'
    case 'sign_in':
    case 'roster':
      return 'list'
    case 'data_table':
    case 'spreadsheet':
      return 'table'
    case 'archive':
      return 'box'
    case 'link':
      return 'link'
    case 'other':
    case 'junk':
      return 'file'
    default:
      return 'paper'
  }
}
