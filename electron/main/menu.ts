import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/desktop.ts'
import { words } from './words.ts'
import type { Language } from '../../shared/language.ts'

/** The window's menu. Commands go to the page, which does them as if its own button had been pressed. */
export function menuTemplate(
  language: Language,
  options: { readonly developerTools: boolean; readonly send: (command: MenuCommand) => void },
): MenuItemConstructorOptions[] {
  const text = words[language]
  const item = (
    label: string,
    command: MenuCommand,
    accelerator?: string,
    registered = true,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => {
      options.send(command)
    },
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: registered }),
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  return [
    {
      label: text.file,
      submenu: [
        item(text.newCase, 'new-case', 'CmdOrCtrl+N'),
        item(text.openCase, 'open-case', 'CmdOrCtrl+O'),
        line,
        item(text.importFiles, 'import', 'CmdOrCtrl+I'),
        item(text.exportReport, 'export', 'CmdOrCtrl+E'),
        line,
        item(text.closeCase, 'close-case', 'CmdOrCtrl+W'),
        { role: 'quit', label: text.quit },
      ],
    },
    {
      label: text.edit,
      submenu: [
        // Shown with their keys; the keys themselves are the page's, which knows a text field from a chart.
        item(text.undo, 'undo', 'CmdOrCtrl+Z', false),
        item(text.redo, 'redo', 'CmdOrCtrl+Shift+Z', false),
        line,
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
        line,
        item(text.search, 'search', 'CmdOrCtrl+K', false),
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
        { role: 'resetZoom', label: text.resetZoom },
        line,
        { role: 'togglefullscreen', label: text.fullScreen },
        ...(options.developerTools ? [{ role: 'toggleDevTools' as const, label: text.developerTools }] : []),
      ],
    },
    {
      label: text.help,
      submenu: [item(text.settings, 'settings', 'CmdOrCtrl+,'), item(text.about, 'about')],
    },
  ]
}
