import { shallowRef } from 'vue'
import type { ExportReport } from '../../api/types'

/** The pack that was made last, with the ledger it came from: it stays when the person looks at another page. */
export const made = shallowRef<{ ledger: string; report: ExportReport } | null>(null)
