import { computed, onMounted, onUnmounted } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MenuCommand } from '../../../shared/desktop.ts'
import type { IconName } from '../../components/icons.ts'
import { useCaseDetails } from '../../stores/caseDetails.ts'
import { useHistory } from '../../stores/history.ts'
import { useNavigation } from '../../stores/navigation.ts'
import type { ScreenName } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSettings } from '../../stores/settings.ts'
import { useStatements } from '../../stores/statements.ts'
import { useStartDialogs } from '../../stores/startDialogs.ts'
import { useWorkspace } from '../../stores/workspace.ts'
import { stepWords } from '../../words/stepWords.ts'
import { useClosingWords } from './closing.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly shortcut?: string
  readonly run: () => void
}

/** Everything the keyboard, the palette and the window's menu can ask for, in one place. */
export function useCommands() {
  const { t } = useI18n()
  const navigation = useNavigation()
  const history = useHistory()
  const notices = useNotices()
  const workspace = useWorkspace()
  const settings = useSettings()
  const statements = useStatements()
  const details = useCaseDetails()
  const dialogs = useStartDialogs()
  const sayClosed = useClosingWords()

  async function undo(): Promise<void> {
    await history.settled()
    if (!history.canUndo) return
    await notices.attempt(async () => {
      const entry = await history.undo()
      notices.say('info', t('shell.undone', { step: stepWords(entry, t) }), undefined, {
        label: t('common.redo'),
        act: () => void redo(),
      })
    })
  }
  async function redo(): Promise<void> {
    await history.settled()
    if (!history.canRedo) return
    await notices.attempt(async () => {
      const entry = await history.redo()
      notices.say('info', t('shell.redone', { step: stepWords(entry, t) }))
    })
  }
  const screen = (name: ScreenName) => () => navigation.openScreen(name)
  async function closeCase(): Promise<void> {
    await notices.attempt(async () => sayClosed(await workspace.close()))
  }
  const commands = computed<readonly Command[]>(() => [
    { id: 'overview', label: t('shell.screens.overview'), icon: 'house', run: screen('overview') },
    { id: 'import', label: t('shell.screens.import'), icon: 'arrow-down-to-line', run: screen('import') },
    { id: 'quality', label: t('shell.screens.quality'), icon: 'shield-alert', run: screen('quality') },
    { id: 'tables', label: t('shell.screens.tables'), icon: 'table-2', run: screen('tables') },
    { id: 'chart', label: t('shell.screens.chart'), icon: 'waypoints', run: screen('chart') },
    { id: 'analyses', label: t('shell.screens.analyses'), icon: 'target', run: screen('analyses') },
    { id: 'money', label: t('shell.screens.money'), icon: 'banknote', run: screen('money') },
    { id: 'search', label: t('shell.screens.search'), icon: 'search', run: screen('search') },
    { id: 'collision', label: t('shell.screens.collision'), icon: 'combine', run: screen('collision') },
    { id: 'series', label: t('shell.screens.series'), icon: 'combine', run: screen('series') },
    { id: 'agents', label: t('shell.screens.agents'), icon: 'network', run: screen('agents') },
    { id: 'goods', label: t('shell.screens.goods'), icon: 'boxes', run: screen('goods') },
    { id: 'law', label: t('shell.screens.law'), icon: 'scale', run: screen('law') },
    { id: 'identity', label: t('shell.screens.identity'), icon: 'user-round-check', run: screen('identity') },
    { id: 'reports', label: t('shell.screens.reports'), icon: 'file-text', run: screen('reports') },
    { id: 'history', label: t('shell.screens.history'), icon: 'history', run: screen('history') },
    {
      id: 'details',
      label: t('caseDetails.command'),
      icon: 'pencil',
      run: () => {
        navigation.openScreen('overview')
        details.ask()
      },
    },
    {
      id: 'statement',
      label: t('statements.add'),
      icon: 'message-square-quote',
      run: () => statements.ask(),
    },
    { id: 'settings', label: t('shell.screens.settings'), icon: 'settings', run: screen('settings') },
    { id: 'undo', label: t('common.undo'), icon: 'undo-2', shortcut: 'Ctrl Z', run: () => void undo() },
    { id: 'redo', label: t('common.redo'), icon: 'redo-2', shortcut: 'Ctrl Y', run: () => void redo() },
    {
      id: 'theme',
      label: t('shell.switchTheme'),
      icon: 'moon',
      run: () =>
        void notices.attempt(() =>
          settings.save({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' }),
        ),
    },
    {
      id: 'language',
      label: t('shell.switchLanguage'),
      icon: 'languages',
      run: () =>
        void notices.attempt(() =>
          settings.save({ language: settings.settings.language === 'en' ? 'zh-CN' : 'en' }),
        ),
    },
    {
      id: 'shortcuts',
      label: t('shell.shortcuts'),
      icon: 'command',
      shortcut: 'F1',
      run: () => {
        navigation.shortcutsOpen = true
      },
    },
    ...(workspace.openCase?.encrypted === true
      ? [{ id: 'lock', label: t('shell.lockCase'), icon: 'lock', run: () => void closeCase() } as const]
      : []),
    { id: 'close', label: t('shell.closeCase'), icon: 'x', run: () => void closeCase() },
  ])
  /** A command of the window's own menu; those about a case do nothing while none is open. */
  function menu(command: MenuCommand): void {
    if (command === 'settings' || command === 'about') {
      navigation.openScreen('settings')
      return
    }
    if (workspace.openCase === null) {
      if (command === 'new-case') dialogs.show('create')
      if (command === 'open-case') dialogs.show('open')
      return
    }
    const actions: Readonly<Partial<Record<MenuCommand, () => void>>> = {
      'close-case': () => void closeCase(),
      'new-case': () => void closeCase().then(() => dialogs.show('create')),
      'open-case': () => void closeCase().then(() => dialogs.show('open')),
      import: screen('import'),
      export: screen('reports'),
      undo: () => void undo(),
      redo: () => void redo(),
      search: () => {
        navigation.paletteOpen = true
      },
    }
    actions[command]?.()
  }
  return { commands, undo, redo, menu, closeCase }
}

function editsText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.tagName === 'TEXTAREA' ||
      (target.tagName === 'INPUT' &&
        !['checkbox', 'radio', 'button', 'file', 'range'].includes((target as HTMLInputElement).type)))
  )
}
/** Ctrl+K, Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (Cmd on a Mac). In a text field undo and redo belong to the field. */
export function useShortcuts(actions: {
  readonly palette: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly help: () => void
}): void {
  function hear(event: KeyboardEvent): void {
    const asksHelp = event.key === 'F1' || (event.key === '?' && !editsText(event.target))
    if (asksHelp && !event.isComposing && document.querySelector('[role=dialog]') === null) {
      actions.help()
      event.preventDefault()
      return
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
    const key = event.key.toLowerCase()
    if (key === 'k') actions.palette()
    else if (editsText(event.target) || document.querySelector('[role=dialog]') !== null) return
    else if (key === 'z' && !event.shiftKey) actions.undo()
    else if (key === 'y' || key === 'z') actions.redo()
    else return
    event.preventDefault()
  }
  onMounted(() => addEventListener('keydown', hear))
  onUnmounted(() => removeEventListener('keydown', hear))
}
