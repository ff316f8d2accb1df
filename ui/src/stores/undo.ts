import { defineStore } from 'pinia'
import { backend } from '../api'
import type { OperationRow } from '../api/types'
import { useApp } from './app'
import { useTasks } from './tasks'

/** Takes changes back and does them again, on any page. */
export const useUndo = defineStore('undo', () => {
  const tasks = useTasks()
  const app = useApp()

  async function take(direction: 'undo' | 'redo'): Promise<OperationRow> {
    const { operation } = await backend.call(direction)
    await Promise.all([tasks.ask(), app.load()])
    return operation
  }

  return { undo: () => take('undo'), redo: () => take('redo') }
})
