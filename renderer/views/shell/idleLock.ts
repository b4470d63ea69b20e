import { onMounted, onUnmounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { useNotices } from '../../stores/notices.ts'
import { useSettings } from '../../stores/settings.ts'
import { useWorkspace } from '../../stores/workspace.ts'
import { useClosingWords } from './closing.ts'

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
const lookEvery = 10_000

/** Closes an encrypted case after the set minutes without input. A job the person waits for keeps it open. */
export function useIdleLock(): void {
  const settings = useSettings()
  const workspace = useWorkspace()
  const notices = useNotices()
  const sayClosed = useClosingWords()
  const { t } = useI18n()
  let last = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null

  const noteInput = () => {
    last = Date.now()
  }
  function look(): void {
    const minutes = settings.settings.lockAfterMinutes
    if (
      minutes === 0 ||
      workspace.openCase?.encrypted !== true ||
      workspace.running !== null ||
      workspace.engineStopped
    )
      return
    if (Date.now() - last < minutes * 60_000) return
    noteInput()
    void notices.attempt(async () => {
      // Nobody sits there to be asked what becomes of a case whose file is gone.
      const closed = await workspace.close('save')
      notices.say('info', t('shell.lockedByTime', { minutes }))
      sayClosed(closed)
    })
  }
  onMounted(() => {
    for (const sign of signs) addEventListener(sign, noteInput, { passive: true, capture: true })
    timer = setInterval(look, lookEvery)
  })
  onUnmounted(() => {
    for (const sign of signs) removeEventListener(sign, noteInput, { capture: true })
    if (timer !== null) clearInterval(timer)
  })
}
