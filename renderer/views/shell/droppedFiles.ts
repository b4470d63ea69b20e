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
  /** What the system hands over, by a double click: the first case file is opened; why others are not is said once for all of them. */
  function takeHanded(files: readonly HandedFile[]): void {
    const refused = Map.groupBy(
      files.filter((file) => 'refused' in file),
      (file) => file.refused,
    )
    for (const [code, those] of refused)
      notices.fail(new AppError(code, 'handed over', { file: namesOf(those) }))
    const cases = files.filter((file) => 'fileId' in file)
    const [first] = cases
    if (first === undefined) return
    const free = workspace.openCase === null && dialogs.offered === null
    const left = free ? cases.slice(1) : cases
    if (left.length > 0) notices.say('warn', t('shell.closeFirst'), namesOf(left))
    if (!free) return
    navigation.openScreen('start')
    dialogs.offer(first)
  }
  return { takeFiles, takeHanded }
}

const mostNamed = 5
/** The names in one line; how many more there are, when it would be too long. */
function namesOf(files: readonly { readonly fileName: string }[]): string {
  const named = files.slice(0, mostNamed).map(({ fileName }) => fileName)
  return named.join('、') + (files.length > mostNamed ? ` … +${files.length - mostNamed}` : '')
}
