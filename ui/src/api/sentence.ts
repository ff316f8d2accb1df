import en from '../../../assets/messages/errors.en.json'
import zh from '../../../assets/messages/errors.zh-CN.json'
import type { AppError } from './types'

type Catalogue = Record<string, { message: string; hint: string } | undefined>
const catalogues: Record<string, Catalogue> = { 'zh-CN': zh, en }

function fill(text: string, context: AppError['context']): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => context[name] ?? whole)
}

/** What happened and what to do, in the language of the page. */
export function sentence(error: AppError, locale: string): { message: string; hint: string } {
  const known = catalogues[locale]?.[error.code]
  if (!known) return { message: error.message, hint: error.hint }
  return { message: fill(known.message, error.context), hint: fill(known.hint, error.context) }
}
