import type { CopyFields, ProfileFields, ProfileRow } from '../../api/types'

/** Sizes of what packs are carried on. */
export const SIZES = ['4.7G', '4G', '2G', '500M'] as const
/** Longer sides and sizes of pictures that portals and screens ask for. */
export const SIDES = [1280, 1600, 2000, 3000] as const
export const PICTURE_SIZES = ['500K', '1M', '2M', '5M'] as const

/** What a person chose: a plan by name (empty: no printed forms), a size (empty: as the plan says) and a password (empty: none). */
export interface Choice {
  profile: string
  size: string
  password: string
}

/** A plan's fields as the form holds them: an empty text is no limit. */
export interface Fields {
  from: string
  to: string
  departments: string[]
  forms: string[]
  volume_size: string
  max_side: string
  max_bytes: string
  strip: boolean
  watermark: string
  per_indicator: boolean
  wanted_only: boolean
  short_names: boolean
  sm3: boolean
  parquet: boolean
}

export function fieldsOf(plan: ProfileRow | null): Fields {
  const from = plan?.fields
  const copies = from?.copies
  return {
    from: from?.from ?? '',
    to: from?.to ?? '',
    departments: [...(from?.departments ?? [])],
    forms: [...(from?.forms ?? [])],
    volume_size: from?.volume_size ?? '',
    max_side: copies?.max_side ? String(copies.max_side) : '',
    max_bytes: copies?.max_bytes ?? '',
    strip: copies?.strip ?? false,
    watermark: copies?.watermark ?? '',
    per_indicator: from?.per_indicator ?? false,
    wanted_only: from?.wanted_only ?? false,
    short_names: from?.short_names ?? false,
    sm3: from?.sm3 ?? false,
    parquet: from?.parquet ?? false,
  }
}

/** What is saved: copies are made only where something is wished of them. */
export function planOf(fields: Fields): ProfileFields {
  const { from, to, volume_size, max_side, max_bytes, strip, watermark, ...rest } = fields
  const copies: CopyFields = {
    strip,
    ...(max_side ? { max_side: Number(max_side) } : {}),
    ...(max_bytes ? { max_bytes } : {}),
    ...(watermark.trim() ? { watermark: watermark.trim() } : {}),
  }
  return {
    ...rest,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(volume_size.trim() ? { volume_size: volume_size.trim() } : {}),
    ...(strip || Object.keys(copies).length > 1 ? { copies } : {}),
  }
}

/** The offered values, with one that a plan of somebody else brings. */
export function offered(values: readonly (string | number)[], chosen: string): string[] {
  const all = values.map(String)
  return chosen && !all.includes(chosen) ? [...all, chosen] : all
}

/** The list with the name put in at its end, or taken out. */
export function toggled(list: readonly string[], name: string): string[] {
  return list.includes(name) ? list.filter((one) => one !== name) : [...list, name]
}

/** What an export is asked with. */
export function asked(choice: Choice): { profile?: string; volume_size?: string; password?: string } {
  return {
    ...(choice.profile ? { profile: choice.profile } : {}),
    ...(choice.size ? { volume_size: choice.size } : {}),
    ...(choice.password ? { password: choice.password } : {}),
  }
}
