import type { Backend } from './backend'
import { httpBackend } from './http'
import { tauriBackend } from './tauri'

/** The door this page was opened through. */
export const backend: Backend = '__TAURI_INTERNALS__' in window ? tauriBackend : httpBackend

export type { Answer, Backend, CommandName } from './backend'
export { asAppError } from './backend'
