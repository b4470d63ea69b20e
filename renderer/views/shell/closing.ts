import { useI18n } from 'vue-i18n'
import { textIn, type Language } from '../../../shared/language.ts'
import { snapshotReasonWords, tellingReasons } from '../../../shared/words/caseSnapshots.ts'
import { useNotices } from '../../stores/notices.ts'
import type { useWorkspace } from '../../stores/workspace.ts'

type Closed = Awaited<ReturnType<ReturnType<typeof useWorkspace>['close']>>

/** Tells what closing a case left: where it was saved whose file is gone, and why no snapshot was kept. */
export function useClosingWords(): (closed: Closed) => void {
  const { t, locale } = useI18n()
  const notices = useNotices()
  return ({ savedAs, snapshot }) => {
    if (savedAs !== null) notices.say('warn', t('shell.moved.saved', { name: savedAs }))
    const reason = snapshot?.reason ?? null
    if (reason !== null && tellingReasons.has(reason))
      notices.say(
        'warn',
        t('caseSnapshots.notKept', { reason: textIn(snapshotReasonWords[reason], locale.value as Language) }),
      )
  }
}
