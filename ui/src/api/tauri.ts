import { invoke } from '@tauri-apps/api/core'
import { open, save } from '@tauri-apps/plugin-dialog'
import { asAppError, type Backend } from './backend'

/** Windows maps custom protocols to http://NAME.localhost. */
const thumbs = navigator.userAgent.includes('Windows') ? 'http://thumb.localhost' : 'thumb://localhost'

/** The door of the desktop window. */
export const tauriBackend: Backend = {
  door: 'window',
  async call(name, ...args) {
    try {
      return await invoke('call', { name, args: args[0] ?? {} })
    } catch (cause) {
      throw asAppError(cause)
    }
  },
  thumbUrl: (sha256, side) => `${thumbs}/${sha256}/${String(side)}`,
  pageUrl: (sha256, number) => `${thumbs}/${sha256}/page/${String(number)}`,
  mediaUrl: () => null,
  pickFolder: (title, begin) => open({ directory: true, title, ...(begin === undefined ? {} : { defaultPath: begin }) }),
  pickFile: (title, extensions) => open({ title, filters: [{ name: title, extensions }] }),
  savePlace: (title, proposed) => save({ title, defaultPath: proposed }),
  async reveal(path) {
    await this.call('path_reveal', { path })
  },
}
