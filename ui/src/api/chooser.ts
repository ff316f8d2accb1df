import { shallowRef } from 'vue'

/** What the folder page of the browser door is asked for. */
export interface Choice {
  title: string
  what: 'folder' | 'file' | 'save'
  extensions: string[]
  begin: string | null
  proposed: string
}

interface Open extends Choice {
  answer(path: string | null): void
}

/** The question on screen, if there is one; the frame shows it. */
export const question = shallowRef<Open | null>(null)

/** Asks and waits for the person. */
export function choose(choice: Choice): Promise<string | null> {
  question.value?.answer(null)
  return new Promise((resolve) => {
    question.value = {
      ...choice,
      answer(path) {
        question.value = null
        resolve(path)
      },
    }
  })
}
