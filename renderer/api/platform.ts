/** Where the page runs, and what the place can do for it besides carrying calls: pick, take in and save files. */
import type { MenuCommand, PickedFile, PickedSort } from '../../shared/desktop.ts'
import type { HandedFile } from '../../shared/handedFiles.ts'
import type { Client } from './client.ts'

export type GrantedFile = PickedFile
export interface Platform {
  readonly kind: 'desktop' | 'browser'
  readonly client: Client
  /** Files chosen in the place's own dialog; empty when the person turned back. */
  pickFiles(what: PickedSort): Promise<readonly GrantedFile[]>
  /** A file dropped on the page. */
  take(file: File): Promise<GrantedFile>
  /** Where a new case file is to stand; null when turned back, undefined where the place has no such dialog. */
  pickPlace?(suggestedName: string): Promise<GrantedFile | null>
  /** Lets the person keep a file the engine made. False when turned back. */
  save(fileId: string, fileName: string): Promise<boolean>
  /** Case files the system hands over (a double click): those that wait, and later ones. A failure to take them is told to `failed`. */
  onHanded(listener: (files: readonly HandedFile[]) => void, failed: (error: unknown) => void): () => void
  /** Commands chosen in the window's own menu, where there is one. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void
  /** Shows the diagnostics log in the system's file manager, where the place can. */
  showDiagnostics?(): Promise<void>
  /** A new connection after the engine stopped. Nothing is replayed. Errors: engine-stopped. */
  reconnect(): Promise<Platform>
}
