import { ElMessageBox } from 'element-plus'
import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { backend } from '../api'
import { sentence } from '../api/sentence'
import type { AppError, VerifyReport } from '../api/types'
import type { useLong } from './useLong'

/** What a locked pack is refused with, without its password or with another one. */
const LOCKED = ['pack_locked', 'wrong_password']

/** Asks for the password of a locked pack until the work goes through, fails otherwise, or the person gives up. */
export function useUnlock(failed: Ref<AppError | null>) {
  const { t, locale } = useI18n()

  return async function unlocking<R>(work: (password: string) => Promise<R | null>): Promise<R | null> {
    let done = await work('')
    while (done === null && failed.value && LOCKED.includes(failed.value.code)) {
      const why = sentence(failed.value, locale.value)
      const given = await ElMessageBox.prompt(why.message, t('export.password.ask'), {
        inputType: 'password',
        confirmButtonText: t('export.password.open'),
        cancelButtonText: t('common.cancel'),
      }).catch(() => null)
      if (!given?.value) return null
      done = await work(given.value)
    }
    return done
  }
}

/** The verdicts on a pack, one for each of its volumes. */
export function useVerify({ run, failed }: Pick<ReturnType<typeof useLong>, 'run' | 'failed'>): {
  verdicts: ShallowRef<VerifyReport[]>
  verify: (...paths: string[]) => Promise<void>
} {
  const verdicts = shallowRef<VerifyReport[]>([])
  const unlocking = useUnlock(failed)

  async function verify(...paths: string[]): Promise<void> {
    verdicts.value = []
    for (const path of paths) {
      const verdict = await unlocking((password) => run<VerifyReport>(() => backend.call('verify', { path, ...(password ? { password } : {}) })))
      if (verdict === null) return
      verdicts.value = [...verdicts.value, verdict]
    }
  }

  return { verdicts, verify }
}
