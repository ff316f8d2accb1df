import { onBeforeUnmount, ref, shallowRef } from 'vue'

/** What is dragged over at the moment. */
export interface Drag {
  /** Pointer in the window. */
  x: number
  y: number
  /** Value of `data-drop` of the place under the pointer. */
  over: string | null
}

const ENOUGH = 6

/**
 * Dragging by pointer events. The native kind is not used: the window of some systems keeps it for files from
 * outside. A place to drop carries `data-drop="value"`.
 */
export function useDrag(onDrop: (over: string) => void) {
  const drag = shallowRef<Drag | null>(null)
  const ended = ref(0)
  let start: { x: number; y: number } | null = null

  function placeAt(x: number, y: number): string | null {
    const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')
    return element?.dataset.drop ?? null
  }

  function move(event: PointerEvent): void {
    if (!start) return
    if (!drag.value && Math.hypot(event.clientX - start.x, event.clientY - start.y) < ENOUGH) return
    event.preventDefault()
    drag.value = { x: event.clientX, y: event.clientY, over: placeAt(event.clientX, event.clientY) }
  }

  function stop(): void {
    if (drag.value) ended.value = performance.now()
    start = null
    drag.value = null
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', drop)
    window.removeEventListener('pointercancel', stop)
    window.removeEventListener('keydown', escape, true)
  }

  function drop(event: PointerEvent): void {
    const over = drag.value ? placeAt(event.clientX, event.clientY) : null
    stop()
    if (over !== null) onDrop(over)
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !drag.value) return
    event.stopPropagation()
    stop()
  }

  /** Begins to watch a press; it becomes a drag when the pointer moves. */
  function press(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch') return
    start = { x: event.clientX, y: event.clientY }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', stop)
    window.addEventListener('keydown', escape, true)
  }

  /** Whether a drag ended just now, so that the click which follows is not one. */
  function justDragged(): boolean {
    return performance.now() - ended.value < 80
  }

  onBeforeUnmount(stop)
  return { drag, press, justDragged }
}
