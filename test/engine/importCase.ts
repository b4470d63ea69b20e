/** A case under import: what its file holds, seen from outside, and short hands for the calls. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { ImportBatch } from '../../shared/contract/imports.ts'
import { temporaryEngine, type TemporaryEngine } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'

export interface ImportCase {
  readonly engine: Engine
  readonly folder: string
  /** Writes a file and grants it. */
  give(name: string, bytes: Uint8Array | string): string
  run(path: string): Promise<ImportBatch>
  /** The case file, read by SQLite itself while the engine has it closed. */
  look<T>(question: (db: WriteDb) => T): Promise<T>
  /** All tables but those that keep what happened: originals stay for a redo, history and audit only grow. */
  facts(): Promise<Readonly<Record<string, readonly string[]>>>
}
/** What an undone import leaves on purpose: its original, its plan and its steps. */
export const untouchedTables = [
  'kept_figures',
  'originals',
  'original_chunks',
  'batches',
  'sheets',
  'history',
  'history_rows',
  'audit',
  'meta',
]

/** The case file, read by SQLite itself while the engine has it closed. */
export async function lookInto<T>(
  { engine, casesFolder }: Pick<TemporaryEngine, 'engine' | 'casesFolder'>,
  question: (db: WriteDb) => T,
): Promise<T> {
  const { cases } = await engine.call('workspace.read', {})
  await engine.call('workspace.close', {})
  const name = readdirSync(casesFolder).find((file) => file.endsWith('.lzcase')) ?? ''
  const db: WriteDb = new Database(join(casesFolder, name), { readonly: true })
  try {
    return question(db)
  } finally {
    db.close()
    await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
  }
}
export async function importCase(options: Parameters<typeof temporaryEngine>[0] = {}): Promise<ImportCase> {
  const { engine, folder, casesFolder } = await temporaryEngine(options)
  const look = <T>(question: (db: WriteDb) => T) => lookInto({ engine, casesFolder }, question)
  return {
    engine,
    folder,
    look,
    give(name, bytes) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return engine.files.grant(path)
    },
    run: (path) => engine.call('import.run', { fileId: engine.files.grant(path) }),
    facts: () => look((db) => tablesOf(db, untouchedTables)),
  }
}
export const sample = (name: string): string =>
  fileURLToPath(new URL(`../../resources/samples/${name}`, import.meta.url))
export const layout = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/layouts/${name}`, import.meta.url))
