import type { TaskRow } from '../api/types'
import { sizeWords } from './sizes'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** How much of how many, speed and time left of long work, in words. */
export interface ProgressWords {
  amount: string
  speed: string
  left: string
  /** 0 to 1; null while the total is not known. */
  share: number | null
}

/** Says how far a task is. */
export function progressWords(task: TaskRow, t: Translate, locale: string): ProgressWords {
  const bytes = task.unit === 'bytes'
  const number = (value: number): string => (bytes ? sizeWords(value) : Math.round(value).toLocaleString(locale))
  const known = task.total > 0
  return {
    amount: known ? `${number(task.done)} / ${number(task.total)}` : number(task.done),
    speed: speedWords(task, bytes, number, t),
    left: leftWords(task, t),
    share: known ? Math.min(1, task.done / task.total) : null,
  }
}

function speedWords(task: TaskRow, bytes: boolean, number: (value: number) => string, t: Translate): string {
  // The first second says nothing about the rest.
  if (task.seconds < 1 || task.done === 0) return ''
  return t(bytes ? 'common.perSecond' : 'common.filesPerSecond', { n: number(task.done / task.seconds) })
}

function leftWords(task: TaskRow, t: Translate): string {
  const seconds = task.seconds_left
  if (seconds === null || task.seconds < 2) return ''
  if (seconds < 60) return t('common.secondsLeft', { n: Math.max(1, Math.round(seconds)) })
  return t('common.minutesLeft', { n: Math.round(seconds / 60) })
}
