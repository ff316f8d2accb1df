import type { Score } from '../../api/types'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** Points as `8分`, `+2分`, `-1分` or 一票否决. */
export function pointsWords(score: Score | null, t: Translate): string {
  if (!score) return ''
  if (score.kind === 'veto') return t('indicator.veto')
  if (score.points === null) return ''
  const sign = score.kind === 'bonus' ? '+' : score.kind === 'deduct' ? '−' : ''
  return t('indicator.points', { n: `${sign}${numberWords(score.points)}` })
}

/** A number without a tail of zeros. */
export function numberWords(value: number): string {
  return String(Math.round(value * 100) / 100)
}
