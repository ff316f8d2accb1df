/** One part of the program. */
export interface Part {
  name: string
  version: string
  licence: string
  home: string
  /** Numbers of its texts. */
  texts: number[]
}

/** All parts with the texts of their licences, as the build wrote them. */
export interface Licences {
  parts: Part[]
  texts: string[]
}

/** The file beside the pages; both doors serve it. */
export async function readLicences(): Promise<Licences> {
  const answer = await fetch('/licences.json', { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`)
  return (await answer.json()) as Licences
}
