/** Steps that are taken in the dialogs about who is who. */
import { ref } from 'vue'
import { translate } from '../../i18n/index.ts'
import { useHistory } from '../../stores/history.ts'
import { useNotices } from '../../stores/notices.ts'

/** The way back that a message about a step offers. */
export function undoAction(): { readonly label: string; readonly act: () => void } {
  const history = useHistory()
  const notices = useNotices()
  return { label: translate('common.undo'), act: () => void notices.attempt(() => history.undo()) }
}
/** A step is taken once, told with the way back, and then the dialog closes; when it fails the dialog stays. */
export function useDialogStep(close: () => void) {
  const notices = useNotices()
  const busy = ref(false)
  /** `work` gives the words that say what was done. */
  async function take(work: () => Promise<string>): Promise<void> {
    if (busy.value) return
    busy.value = true
    await notices.attempt(async () => {
      notices.say('ok', await work(), undefined, undoAction())
      close()
    })
    busy.value = false
  }
  return { busy, take }
}
