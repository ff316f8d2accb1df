const system = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
let wanted = 'system'

function show(): void {
  const dark = wanted === 'dark' || (wanted === 'system' && system?.matches === true)
  document.documentElement.classList.toggle('dark', dark)
}

/** Light, dark, or as the system has it. */
export function applyTheme(theme: string): void {
  wanted = theme
  show()
}

system?.addEventListener('change', show)
