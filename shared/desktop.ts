/** What the page may ask of the desktop around it (preload), and what main and the engine's process say to each other. No path reaches the page. */
import type { SafeError } from './diagnostics.ts'
import type { ErrorEnvelope } from './errors.ts'
import type { HandedFile } from './handedFiles.ts'

/** A file a person picked or dropped: the page names it by id. */
export interface PickedFile {
  readonly fileId: string
  readonly fileName: string
  readonly size: number
}
/** What an open dialog asks for. `cases`: several case files, for reading; `caseFolder`: those that lie in a folder, without the folders in it. */
export const pickedSorts = [
  'spreadsheets',
  'case',
  'cases',
  'caseFolder',
  'mappings',
  'graphs',
  'any',
] as const
export type PickedSort = (typeof pickedSorts)[number]
export const menuCommands = [
  'new-case',
  'open-case',
  'close-case',
  'import',
  'export',
  'undo',
  'redo',
  'search',
  'settings',
  'about',
] as const
/** Chosen in the window's menu; the page does it as if its own button had been pressed. */
export type MenuCommand = (typeof menuCommands)[number]

export interface DesktopBridge {
  readonly platform: string
  /** Asks for a port to the engine. It comes as a window message with `data === portGreeting` and the port in `ports[0]`, again after each call. */
  connectEngine(): void
  /** Open dialog; an empty list when nothing was picked. */
  pickFiles(what: PickedSort): Promise<readonly PickedFile[]>
  /** Save dialog for a new case file; null when nothing was picked. */
  pickCasePlace(suggestedName: string): Promise<PickedFile | null>
  /** Files (the DOM’s `File`, which shared code does not know) dropped on the window. */
  takeDropped(files: readonly object[]): Promise<readonly PickedFile[]>
  /** Save dialog, then a copy of an export there; false when nothing was picked. Rejects with a message that is an error code. */
  saveExport(fileId: string, suggestedName: string): Promise<boolean>
  /** Case files that were handed over since it was asked last: by a double click, on the command line. */
  takeHanded(): Promise<readonly HandedFile[]>
  /** There is something to take. */
  onHanded(listener: () => void): () => void
  /** The engine's process ended by itself; the page offers to open the case again, which calls `connectEngine` again. */
  onEngineCrashed(listener: () => void): () => void
  onMenuCommand(listener: (command: MenuCommand) => void): () => void
  /** Shows the diagnostics log in the system's file manager. */
  showDiagnostics(): Promise<void>
}
/** Under which name the bridge stands in the page's window. */
export const bridgeName = 'lianzhengDesktop'
export const portGreeting = 'lianzheng:engine-port'

/** The few channels between page and main; every other is refused. */
export const channels = {
  connectEngine: 'engine:connect',
  enginePort: 'engine:port',
  engineCrashed: 'engine:crashed',
  pickFiles: 'files:pick',
  pickCasePlace: 'files:pick-case-place',
  takeDropped: 'files:take-dropped',
  saveExport: 'files:save-export',
  takeHanded: 'files:take-handed',
  handed: 'files:handed',
  menuCommand: 'menu:command',
  showDiagnostics: 'diagnostics:show',
} as const

/** Origin of the page in Electron. */
export const appScheme = 'app'
export const appHost = 'page'
export const appOrigin = `${appScheme}://${appHost}`

/** A failure outside of the engine, without its message. `ended` is the exit code or the system's word for the end of a process. */
export interface Failure extends SafeError {
  readonly where: 'main' | 'preload' | 'page' | 'engine' | 'gpu'
  readonly ended?: string
}
/** Main to the engine's process. A port for the page travels beside `connect`. */
export type ToEngineProcess =
  | { readonly connect: true }
  | { readonly request: number; readonly grant: { readonly path: string; readonly writable: boolean } }
  | { readonly request: number; readonly copyOut: { readonly fileId: string; readonly path: string } }
  | { readonly request: number; readonly diagnosticsFile: true }
  | { readonly shutdown: true }
  /** What failed in a window or in main, for the diagnostics log. */
  | { readonly failure: Failure }
  /** The port to a parser's process travels beside it. */
  | { readonly parser: number }
  | { readonly parser: number; readonly residentBytes: number }
  | { readonly parser: number; readonly ended: number }
/** The engine cannot start processes in Electron; main does it for a parser, and ends it. */
export type ParserOrder =
  | { readonly parser: number; readonly start: { readonly heapMegabytes: number } }
  | { readonly parser: number; readonly kill: true }
export type FromEngineProcess =
  | ParserOrder
  | { readonly request: number; readonly picked: PickedFile }
  | { readonly request: number; readonly copied: true }
  | { readonly request: number; readonly diagnosticsFile: string }
  | { readonly request: number; readonly error: ErrorEnvelope }
