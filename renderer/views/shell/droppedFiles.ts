import { useI18n } from 'vue-i18n'
import { AppError } from '../../../shared/errors.ts'
import type { HandedFile } from '../../../shared/handedFiles.ts'
import type { DroppedFile } from '../../stores/import/importReading.ts'
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

  async function takeFiles(dropped: Promise<readonly DroppedFile[]>): Promise<void> {
    await notices.attempt(async () => {
      const files = await dropped
      const caseFile = files.find(
        ({ file, path }) => path === '' && file.name.toLowerCase().endsWith('.lzcase'),
      )?.file
      if (caseFile !== undefined) {
        if (workspace.openCase !== null) {
          notices.say('warn', t('shell.closeFirst'), caseFile.name)
          return
        }
        dialogs.offer(await workspace.takeDropped(caseFile))
        return
      }
      if (files.length === 0) return
      workspace.keepDropped([...workspace.droppedFiles, ...files])
      if (workspace.openCase === null) dialogs.show('create')
      else navigation.openScreen('import')
    })
  }
  /** What the system hands over, by a double click: a case file is opened, anything else is refused by name. */
  function takeHanded(files: readonly HandedFile[]): void {
    for (const file of files) {
      if ('refused' in file) notices.fail(new AppError(file.refused, 'handed over', { file: file.fileName }))
      else if (workspace.openCase !== null || dialogs.offered !== null)
        notices.say('warn', t('shell.closeFirst'), file.fileName)
      else {
        navigation.openScreen('start')
        dialogs.offer(file)
      }
    }
  }
  return { takeFiles, takeHanded }
}
