/** Real engines on temporary folders for tests; everything is taken away again after the test, or after the file. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterAll, inject, onTestFinished } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import {
  openEngine,
  openHostedEngine,
  type Engine,
  type EngineOptions,
  type OwnEngine,
} from '../../electron/engine/index.ts'
import { createParserPool } from '../../electron/engine/import/process/parserPool.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { readGranted } from '../../electron/engine/store/fileGrants.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import { ensureRecordTables } from '../../electron/engine/store/recordTables.ts'
import type { ParserPool } from '../../electron/engine/workspace/parserStart.ts'
import type { CaseInfo } from '../../shared/contract/index.ts'

export interface TemporaryEngine {
  readonly engine: Engine
  readonly folder: string
  readonly casesFolder: string
  readonly settingsFolder: string
  /** The fresh, deliberately open case; null with `withoutCase`. */
  readonly info: CaseInfo | null
}
/** Clean-ups of what was made outside a test (beforeAll, describe). */
const leftovers: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})

/** Runs at the end of the test, or of the file when called outside a test. */
export function cleanUpLater(clean: () => Promise<void> | void): void {
  try {
    onTestFinished(clean)
  } catch {
    leftovers.push(clean)
  }
}
/** An empty folder that is removed again. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-test-'))
  cleanUpLater(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
/** The parser as the run has bundled it from the sources. */
export const parserEntry = new URL(inject('parserEntry'))

/**
 * The parsers of all engines of a test file: one that has read a small file reads the next one too, under the rules of the pool, whichever engine
 * asks. In the program they go with the case; that they do, and that they say the same in between, is what `importPool.test.ts` is for.
 */
let shared: ReturnType<typeof createParserPool> | null = null
function sharedParsers(): ParserPool {
  shared ??= createParserPool(spawnParser, parserEntry, { runMs: 60_000 })
  return { lend: shared.lend, clear: () => undefined }
}
afterAll(() => {
  shared?.clear()
})

/** All bytes of a file the engine made or was granted. */
export function bytesOf(engine: Pick<Engine, 'files'>, fileId: string): Buffer {
  return readGranted(engine.files.get(fileId))
}

/** An engine on a folder, shut down afterwards; no case is open. */
export function engineAt(folder: string, options: Partial<EngineOptions> = {}): OwnEngine {
  // Whoever brings a parser or a way to start one has it used.
  const own = options.parserEntry !== undefined || options.startParser !== undefined
  const engine = openEngine({
    ...startOptions(folder),
    ...(own ? {} : { parsers: sharedParsers() }),
    ...options,
  })
  cleanUpLater(() => engine.shutdown())
  return engine
}
/** The same as hosts with pages have it: in a thread, with threads that read beside it. */
export function hostedEngineAt(folder: string, options: HostedTestOptions = {}): Engine {
  const engine = openHostedEngine({
    ...startOptions(folder),
    died: () => {
      throw new Error("the engine's thread has ended by itself")
    },
    ...options,
  })
  cleanUpLater(() => engine.shutdown())
  return engine
}
type HostedTestOptions = Partial<Pick<EngineOptions, 'appVersion' | 'operator'>>
function startOptions(folder: string) {
  const settingsFolder = join(folder, 'settings')
  mkdirSync(settingsFolder, { recursive: true })
  return {
    casesFolder: join(folder, 'cases'),
    settingsFolder,
    samplesFolder: new URL('../../resources/samples', import.meta.url).pathname,
    parserEntry,
    appVersion: '0.0.0-test',
    operator: '测试员',
  }
}
/** An engine on a fresh folder with a fresh, deliberately open case (unless `withoutCase`). */
export async function temporaryEngine(
  options: Partial<EngineOptions> & { readonly withoutCase?: boolean; readonly hosted?: boolean } = {},
): Promise<TemporaryEngine> {
  const { withoutCase, hosted, ...engineOptions } = options
  const folder = temporaryFolder()
  const engine = hosted === true ? hostedEngineAt(folder) : engineAt(folder, engineOptions)
  const info =
    withoutCase === true
      ? null
      : await engine.call('workspace.create', { name: '测试案件', passphrase: null })
  return {
    engine,
    folder,
    casesFolder: join(folder, 'cases'),
    settingsFolder: join(folder, 'settings'),
    info,
  }
}
/** A case in memory with the schema and all evidence tables, for tests of a domain's functions below the engine. */
export function memoryCase(): WriteDb {
  const db: WriteDb = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db)
  ensureRecordTables(db)
  db.prepare("INSERT INTO meta (key, value) VALUES ('caseId', 'memory'), ('name', '测试案件')").run()
  cleanUpLater(() => {
    db.close()
  })
  return db
}
