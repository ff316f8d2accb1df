import { asAppError, type Backend } from './backend'
import { choose } from './chooser'

/** The door of a browser on this machine: the same commands over HTTP, with a chooser of our own. */
export const httpBackend: Backend = {
  door: 'browser',
  async call(name, ...args) {
    let response: Response
    try {
      response = await fetch(`/api/${name}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(args[0] ?? {}),
      })
    } catch (cause) {
      throw { ...asAppError(cause), code: 'program_ended' }
    }
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer as never
    throw asAppError((answer as { error?: unknown } | null)?.error ?? `HTTP ${String(response.status)}`)
  },
  thumbUrl: (sha256, side) => `/thumb/${sha256}/${String(side)}`,
  pageUrl: (sha256, number) => `/page/${sha256}/${String(number)}`,
  mediaUrl: (item) => `/media/${item}`,
  pickFolder: (title, begin) => choose({ title, what: 'folder', extensions: [], begin: begin ?? null, proposed: '' }),
  pickFile: (title, extensions) => choose({ title, what: 'file', extensions, begin: null, proposed: '' }),
  savePlace: (title, proposed) => choose({ title, what: 'save', extensions: [], begin: null, proposed }),
  async reveal(path) {
    await this.call('path_reveal', { path })
  },
}
