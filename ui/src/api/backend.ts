import type { AppError, Commands, NoArgs, TaskStarted } from './types'

/** Name of a command of the one table. */
export type CommandName = keyof Commands

/** What a command gives at once: a long one only says that it was started. */
export type Answer<N extends CommandName> = Commands[N]['long'] extends true ? TaskStarted : Commands[N]['result']

type Args<N extends CommandName> = NoArgs extends Commands[N]['args'] ? [args?: Commands[N]['args']] : [args: Commands[N]['args']]

/** How pages speak to the program; the window and the browser each have one. */
export interface Backend {
  /** `window` or `browser`. */
  readonly door: 'window' | 'browser'
  /** Runs a command; rejects with an `AppError`. */
  call<N extends CommandName>(name: N, ...args: Args<N>): Promise<Answer<N>>
  /** Address of a reduced picture, `side` 320 or 1600. */
  thumbUrl(sha256: string, side: 320 | 1600): string
  /** Address of a page of a paper, counted from 0. */
  pageUrl(sha256: string, number: number): string
  /** Address of an item's film or sound; null where the door can't play any (WebKitGTK plays nothing of a custom protocol). */
  mediaUrl(item: string): string | null
  /** Lets the person choose a folder; null when they think better of it. */
  pickFolder(title: string, begin?: string): Promise<string | null>
  /** Lets the person choose a file with one of these endings. */
  pickFile(title: string, extensions: string[]): Promise<string | null>
  /** Lets the person choose where to save. */
  savePlace(title: string, proposed: string): Promise<string | null>
  /** Shows a pack or a ledger folder in the file manager. */
  reveal(path: string): Promise<void>
}

/** An error of the program's own shape, whatever was thrown. */
export function asAppError(cause: unknown): AppError {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && 'message' in cause) {
    const { code, message, hint, context } = cause as Partial<AppError>
    return { code: String(code), message: String(message), hint: hint ?? '', context: context ?? {} }
  }
  return { code: 'internal', message: String(cause), hint: '', context: { detail: String(cause) } }
}
