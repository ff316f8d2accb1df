import { onBeforeUnmount, onMounted } from 'vue'
import { useApp } from '../stores/app'
import { useUndo } from '../stores/undo'
import { useSay } from './useSay'

function inText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z anywhere but in text. */
export function useUndoKeys(): void {
  const app = useApp()
  const undo = useUndo()
  const say = useSay()

  function pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || inText(event.target) || !app.ledger) return
    const key = event.key.toLowerCase()
    const again = key === 'y' || (key === 'z' && event.shiftKey)
    if (!again && key !== 'z') return
    event.preventDefault()
    if (again) undo.redo().then(say.redone, say.trouble)
    else undo.undo().then(say.undone, say.trouble)
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
