import { sentence } from '../api/sentence'
import type { ItemError } from '../api/types'

/** What is wrong with an item, from the same catalogue as the errors of commands. */
export function troubleWords(error: ItemError, locale: string): string {
  const { message, hint } = sentence({ ...error, hint: '', context: {} }, locale)
  return [message, hint].filter((words) => words && !words.includes('{')).join(' ') || error.message
}
