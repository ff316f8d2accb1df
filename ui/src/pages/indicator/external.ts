/** Kinds of reference to something outside the ledger. */
export const EXTERNAL_TYPES = ['url', 'paper', 'note'] as const
export type ExternalType = (typeof EXTERNAL_TYPES)[number]

/** Takes `url:…`, `paper:…` or `note:…` apart. */
export function externalParts(external: string | null): { type: ExternalType; text: string } {
  const text = external ?? ''
  for (const type of EXTERNAL_TYPES) {
    if (text.startsWith(`${type}:`)) return { type, text: text.slice(type.length + 1) }
  }
  return { type: 'note', text }
}
