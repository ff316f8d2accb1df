import type { ProfileRow } from '../../api/types'

/** Sizes of what packs are carried on. */
export const SIZES = ['4.7G', '4G', '2G', '500M'] as const

/** What a person chose: a plan by name (empty: no printed forms) and a size (empty: as the plan says). */
export interface Choice {
  profile: string
  size: string
}

/** A plan's fields as the form holds them: an empty text is no limit. */
export interface Fields {
  from: string
  to: string
  departments: string[]
  forms: string[]
  volume_size: string
}

export function fieldsOf(plan: ProfileRow | null): Fields {
  const from = plan?.fields
  return {
    from: from?.from ?? '',
    to: from?.to ?? '',
    departments: [...(from?.departments ?? [])],
    forms: [...(from?.forms ?? [])],
    volume_size: from?.volume_size ?? '',
  }
}

/** The list with the name put in at its end, or taken out. */
export function toggled(list: readonly string[], name: string): string[] {
  return list.includes(name) ? list.filter((one) => one !== name) : [...list, name]
}

/** What an export is asked with. */
export function asked(choice: Choice): { profile?: string; volume_size?: string } {
  return { ...(choice.profile ? { profile: choice.profile } : {}), ...(choice.size ? { volume_size: choice.size } : {}) }
}
