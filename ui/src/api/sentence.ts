import en from '../../../assets/messages/errors.en.json'
import zh from '../../../assets/messages/errors.zh-CN.json'
import type { AppError } from './types'

type Catalogue = Record<string, { message: string; hint: string } | undefined>
const catalogues: Record<string, Catalogue> = { 'zh-CN': zh, en }

function fill(text: string, context: AppError['context'], all: Catalogue): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = context[name]
    // A reason has a sentence of its own.
    const reason = name === 'because' ? all[`because_${value ?? ''}`] : undefined
    return reason ? fill(reason.message, context, all) : (value ?? whole)
  })
}

/** What happened and what to do, in the language of the page. */
export function sentence(error: AppError, locale: string): { message: string; hint: string } {
  const all = catalogues[locale] ?? {}
  const known = all[error.code]
  if (!known) return { message: error.message, hint: error.hint }
  return { message: fill(known.message, error.context, all), hint: fill(known.hint, error.context, all) }
}
