import { backend } from '../api'
import { useSay } from '../frame/useSay'
import { useTasks } from '../stores/tasks'

/** Gives links without a caption that of their activity: of an indicator, or of the whole checklist. */
export function useCaptions() {
  const say = useSay()
  const tasks = useTasks()

  async function fill(indicator?: string): Promise<void> {
    try {
      const { operation } = await backend.call('caption_fill', indicator === undefined ? {} : { indicator })
      if (operation) say.done(operation)
      await tasks.ask()
    } catch (cause) {
      say.trouble(cause)
    }
  }

  return { fill }
}
