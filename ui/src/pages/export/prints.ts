/** What can be chosen for a printed form. */
export type PrintOption = 'indicator' | 'department' | 'occasion' | 'perPage' | 'width'

const OPTIONS: Readonly<Record<string, readonly PrintOption[]>> = {
  file_list: ['indicator'],
  submission: ['indicator'],
  statements: ['indicator'],
  photos: ['indicator', 'perPage'],
  spine: ['width'],
  reminder: ['department'],
  problems: ['department'],
  sign_in: ['occasion'],
}

/** The choices that a form has, by its name. */
export function optionsOf(form: string): readonly PrintOption[] {
  return OPTIONS[form] ?? []
}
