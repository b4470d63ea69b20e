/** The few things a page asks of the desktop. The only file that listens to pages; each caller and each argument is checked. */
import { readdirSync, statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { BrowserWindow, dialog, ipcMain, MessageChannelMain, shell } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent, OpenDialogOptions } from 'electron'
import { appOrigin, channels, pickedSorts } from '../../shared/desktop.ts'
import type { PickedFile, PickedSort } from '../../shared/desktop.ts'
import type { EngineProcess } from './engineProcess.ts'
import type { HandedFiles } from './handedFiles.ts'
import { words } from './words.ts'
import type { Language } from '../../shared/language.ts'

export interface DesktopOptions {
  readonly engine: EngineProcess
  readonly handed: HandedFiles
  readonly language: () => Language
}
type Caller = Pick<IpcMainInvokeEvent | IpcMainEvent, 'senderFrame' | 'sender'>

/** Whether a message comes from the page itself: the main frame of a window of ours, on our origin, still there. */
export function isOwnPage({ senderFrame, sender }: Caller): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === appOrigin &&
    BrowserWindow.fromWebContents(sender) !== null
  )
}

export function serveDesktop({ engine, handed, language }: DesktopOptions): void {
  const handle = <T>(
    channel: string,
    answer: (window: BrowserWindow, args: readonly unknown[]) => Promise<T>,
  ): void => {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const window = isOwnPage(event) ? BrowserWindow.fromWebContents(event.sender) : null
      if (window === null) throw new Error('not-allowed')
      return answer(window, args)
    })
  }
  ipcMain.on(channels.connectEngine, (event) => {
    if (!isOwnPage(event)) return
    const { port1, port2 } = new MessageChannelMain()
    engine.connect(port1)
    event.sender.postMessage(channels.enginePort, null, [port2])
  })
  handle(channels.pickFiles, async (window, [what]) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(
      window,
      openOptions(pickedSorts.find((known) => known === what) ?? 'spreadsheets', language()),
    )
    return canceled
      ? []
      : grantAll(engine, what === 'caseFolder' ? filePaths.flatMap(casesIn) : filePaths, what === 'case')
  })
  handle(channels.pickCasePlace, async (window, [suggested]) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: withExtension(fileName(suggested), '.lzcase'),
      filters: [{ name: words[language()].caseFiles, extensions: ['lzcase'] }],
    })
    return canceled || filePath === '' ? null : engine.grant(withExtension(filePath, '.lzcase'), true)
  })
  handle(channels.takeDropped, (_window, [paths]) => {
    const dropped = Array.isArray(paths) ? paths.slice(0, 1_000).filter(isFilePath) : []
    return grantAll(
      engine,
      dropped,
      dropped.every((path) => path.toLowerCase().endsWith('.lzcase')),
    )
  })
  handle(channels.takeHanded, () => handed.takeAll().catch(rejectWithCode))
  handle(channels.saveExport, async (window, [fileId, suggested]) => {
    if (typeof fileId !== 'string' || !/^[0-9a-f]{32}$/.test(fileId)) throw new Error('invalid-arguments')
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: fileName(suggested) })
    if (canceled || filePath === '') return false
    await engine.copyOut(fileId, filePath).catch(rejectWithCode)
    return true
  })
  handle(channels.showDiagnostics, async () => {
    shell.showItemInFolder(await engine.diagnosticsFile().catch(rejectWithCode))
  })
}

async function grantAll(
  engine: EngineProcess,
  paths: readonly string[],
  writable: boolean,
): Promise<readonly PickedFile[]> {
  const picked: PickedFile[] = []
  for (const path of paths) picked.push(await engine.grant(path, writable).catch(rejectWithCode))
  return picked
}
/** Only an error's message crosses to the page, so the code is the message. */
function rejectWithCode(error: unknown): never {
  throw new Error(error instanceof Error && 'code' in error ? String(error.code) : 'internal')
}
function isFilePath(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    isAbsolute(value) &&
    statSync(value, { throwIfNoEntry: false })?.isFile() === true
  )
}
/** The case files that lie in a folder, by name. */
function casesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.lzcase$/i.test(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted()
    .slice(0, 1_000)
}
/** A suggestion of the page is a bare name: no folder, no control characters. */
function fileName(suggested: unknown): string {
  const plain =
    typeof suggested === 'string' ? suggested.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').slice(0, 150) : ''
  return basename(plain) || 'lianzheng'
}
function withExtension(path: string, extension: string): string {
  return path.toLowerCase().endsWith(extension) ? path : `${path}${extension}`
}
function openOptions(what: PickedSort, language: Language): OpenDialogOptions {
  const text = words[language]
  if (what === 'case')
    return { properties: ['openFile'], filters: [{ name: text.caseFiles, extensions: ['lzcase'] }] }
  if (what === 'caseFolder') return { properties: ['openDirectory'] }
  if (what === 'cases')
    return {
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: text.caseFiles, extensions: ['lzcase'] }],
    }
  if (what === 'any')
    return {
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: text.allFiles, extensions: ['*'] }],
    }
  if (what === 'mappings')
    return {
      properties: ['openFile'],
      filters: [
        { name: text.mappings, extensions: ['json'] },
        { name: text.allFiles, extensions: ['*'] },
      ],
    }
  if (what === 'graphs')
    return {
      properties: ['openFile'],
      filters: [
        { name: text.graphs, extensions: ['graphml', 'gexf', 'anx', 'xml'] },
        { name: text.allFiles, extensions: ['*'] },
      ],
    }
  return {
    properties: ['openFile', 'multiSelections'],
    // Files are known by their bytes; the list only keeps the dialog short, and "all files" is always there.
    filters: [
      {
        name: text.spreadsheets,
        extensions: [
          'xlsx',
          'xlsm',
          'xls',
          'xlsb',
          'ods',
          'et',
          'csv',
          'tsv',
          'txt',
          'html',
          'htm',
          'xml',
          'docx',
          'dbf',
          'numbers',
          'pdf',
          'zip',
          'rar',
          '7z',
          'gz',
          'tgz',
          'tar',
        ],
      },
      { name: text.allFiles, extensions: ['*'] },
    ],
  }
}
