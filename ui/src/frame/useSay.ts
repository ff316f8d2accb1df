import { ElMessage } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { asAppError } from '../api'
import { sentence } from '../api/sentence'
import type { OperationRow } from '../api/types'
import { useUndo } from '../stores/undo'
import { h } from 'vue'

/** What was said last of a change or its undoing: the next saying takes its place, for only the last change can be taken back. */
let said: { close: () => void } | null = null

function sayInstead(saying: Parameters<typeof ElMessage>[0]): void {
  said?.close()
  said = ElMessage(saying)
}

/** Says what happened, in the language of the page. */
export function useSay() {
  const { t, locale } = useI18n()
  const undo = useUndo()

  /** An error: what happened and what to do. */
  function trouble(cause: unknown): void {
    const { message, hint } = sentence(asAppError(cause), locale.value)
    ElMessage({ type: 'error', message: hint ? `${message} ${hint}` : message, duration: 8000, showClose: true })
  }

  /** A change, in words. */
  function words(operation: OperationRow): string {
    const [first = '', second = ''] = operation.subjects
    return t(`common.operation.${operation.action}`, { first, second })
  }

  /** A change that was made, with a way back. */
  function done(operation: OperationRow): void {
    const way = h('button', { type: 'button', class: 'undo-in-toast', onClick: () => void takeBack() }, t('common.undo'))
    sayInstead({ type: 'success', message: h('span', [`${words(operation)} `, way]), duration: 5000 })
    async function takeBack(): Promise<void> {
      try {
        undone(await undo.undo())
      } catch (cause) {
        trouble(cause)
      }
    }
  }

  function undone(operation: OperationRow): void {
    sayInstead({ type: 'info', message: t('common.undone', { what: words(operation) }) })
  }

  function redone(operation: OperationRow): void {
    sayInstead({ type: 'info', message: t('common.redone', { what: words(operation) }) })
  }

  return { trouble, done, undone, redone, words }
}
