import type { ExportPreview } from '../../api/types'

/** How ready a pack is. */
export type Standing = 'empty' | 'blocked' | 'ready'

/** Nothing to export, something that must be settled first, or nothing in the way. */
export function standing(preview: ExportPreview, allowGaps: boolean, secret = 0): Standing {
  if (preview.entries === 0) return 'empty'
  if (secret > 0) return 'blocked'
  return preview.unavailable.length > 0 && !allowGaps ? 'blocked' : 'ready'
}

/** A place with the ending of a pack. */
export function withZip(place: string): string {
  return /\.zip$/i.test(place) ? place : `${place}.zip`
}
