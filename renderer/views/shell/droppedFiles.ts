import { useI18n } from 'vue-i18n'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useStartDialogs } from '../../stores/startDialogs.ts'
import { useWorkspace } from '../../stores/workspace.ts'

/** What is done with files dropped on the page: a case file is opened, spreadsheets wait for the import screen. */
export function useDroppedFiles() {
  const { t } = useI18n()
  const workspace = useWorkspace()
  const navigation = useNavigation()
  const notices = useNotices()
  const dialogs = useStartDialogs()

  async function takeFiles(files: readonly File[]): Promise<void> {
    await notices.attempt(async () => {
      const caseFile = files.find((file) => file.name.toLowerCase().endsWith('.lzcase'))
      if (caseFile !== undefined) {
        if (workspace.openCase !== null) { notices.say('warn', t('shell.closeFirst'), caseFile.name); return }
        dialogs.offer(await workspace.takeDropped(caseFile))
        return
      }
      const granted = []
      for (const file of files) granted.push(await workspace.takeDropped(file))
      workspace.keepDropped([...workspace.droppedFiles, ...granted])
      if (workspace.openCase === null) dialogs.show('create')
      else navigation.openScreen('import')
    })
  }
  return { takeFiles }
}
