import type { ExportPreview } from '../../api/types'

/** How ready a pack is. */
export type Standing = 'empty' | 'blocked' | 'ready'

/** Nothing to export, something that must be settled first, or nothing in the way. */
export function standing(preview: ExportPreview, allowGaps: boolean): Standing {
  if (preview.entries === 0) return 'empty'
  return preview.unavailable.length > 0 && !allowGaps ? 'blocked' : 'ready'
}

/** A place with the ending of a pack. */
export function withZip(place: string): string {
  return /\.zip$/i.test(place) ? place : `${place}.zip`
}
