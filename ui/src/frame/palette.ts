import { ref } from 'vue'

/** Whether the search palette is open. */
export const paletteOpen = ref(false)

/** Opens it. */
export function openPalette(): void {
  paletteOpen.value = true
}
