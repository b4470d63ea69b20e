/** Import, undo and redo: one transaction each, or nothing. */
import type { ArchiveOrigin, ImportBatch } from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { JobContext, ReadingJobContext } from '../../core/context.ts'
import type { WriteEntry } from '../../workspace/writing.ts'
import type { Db, WriteDb } from '../../store/db.ts'
import type { GrantedFile } from '../../store/fileGrants.ts'
import { deriveSteps, removeBatchSteps } from '../../entities/derive.ts'
import { factsChanged } from '../../records/factsVersion.ts'
import { applyEdits } from './followEdits.ts'
import { applyNumberClaims } from './followNumbers.ts'
import { stepByStep } from '../../core/stepByStep.ts'
import { forgetSheets, indexWriter } from '../../search/indexStore.ts'
import { readBatch } from './batches.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { beginHold } from './hold.ts'
import { ImportWriter, type WrittenImport } from './importWriter.ts'
import {
  activeImport,
  findOriginal,
  grantedSource,
  type HashedSource,
  hashSource,
  keepingSource,
  keptSource,
} from './originals.ts'
import { type EarlyParser, type ParserHost, runParser, startEarly } from '../process/parser.ts'
import type { FileAccess, ParserFile } from '../process/parserProtocol.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { readMappings } from '../recognise/savedMappings.ts'

const topics = ['case', 'batches', 'records', 'entities', 'history'] as const

/**
 * Kept with the batch, so that it can be run again as it was. `fileKey` opens the kept original of a protected workbook and nothing else:
 * the password, which may open other things of its owner, is never kept.
 */
interface KeptPlan extends Partial<FileAccess> {
  readonly sheets: readonly PlannedSheet[]
  readonly fileName: string
  readonly path: string
  readonly archive?: ArchiveOrigin | null
}

/** How a person says the file is to be read; null: as found. */
export type ReadingChoice = Pick<ParserFile, 'encoding' | 'separator' | 'password'>
export interface RunArguments extends ReadingChoice {
  readonly fileId: string
  readonly sheets: readonly PlannedSheet[] | null
  /** A sheet in doubt is read as it most likely is. */
  readonly accept: boolean
  /** Relative path; null for the one that is known of a file within an archive. */
  readonly path: string | null
}

/** Imports a granted file. Errors: `original-already-imported` (details: batch, at), the codes of the parser, `cancelled`; the case is then as before. */
export async function runImport(context: JobContext, args: RunArguments): Promise<ImportBatch> {
  const granted = context.files.get(args.fileId)
  context.progress('hash', 0, null)
  const hashed = await grantedSource(granted)
  const early = startEarly(context.workspace, hashed.size)
  try {
    return await importGranted(context, args, granted, await hashSource(hashed, context.signal), early)
  } finally {
    early.letGo()
  }
}
async function importGranted(
  context: JobContext,
  args: RunArguments,
  granted: GrantedFile,
  { sha256, size }: { readonly sha256: string; readonly size: number },
  early: EarlyParser,
): Promise<ImportBatch> {
  if (size === 0) throw new AppError('file-empty', 'the file has no bytes', { file: granted.fileName })
  const path = args.path ?? granted.member?.path ?? ''
  const archive = granted.member?.origin ?? null
  const file: ParserFile = {
    fileName: granted.fileName,
    path,
    size,
    encoding: args.encoding,
    separator: args.separator,
    password: args.password,
    fileKey: null,
    now: context.at,
    sha256,
    mappings: readMappings(context.workspace.settingsFolder),
  }
  const batchId = await context.transaction(async (db) => {
    const active = activeImport(db, sha256)
    if (active !== null)
      throw new AppError('original-already-imported', 'this original is imported already', {
        file: granted.fileName,
        batch: active.batchId,
        at: active.at,
      })
    const known = findOriginal(db, sha256)
    const originalId = known?.originalId ?? nextId(db, 'originals', 'original_id')
    const source = await grantedSource(granted)
    try {
      const kept: ByteSource =
        known === null
          ? keepingSource(
              db,
              { originalId, sha256, fileName: granted.fileName, path, size, at: context.at },
              source,
            )
          : source
      const newBatch = nextId(db, 'batches', 'batch_id')
      db.prepare(
        "INSERT INTO batches (batch_id, original_id, status, at, operator, encoding, plan, program) VALUES (?, ?, 'active', ?, ?, ?, '{}', ?)",
      ).run(newBatch, originalId, context.at, context.operator, args.encoding, context.workspace.appVersion)
      const written = await convert(
        context,
        db,
        newBatch,
        file,
        { sheets: args.sheets, accept: args.accept, archive },
        kept,
        early.host,
      )
      await drain(kept)
      // The bytes that were kept and converted must be those the file was known by.
      if (source.sha256() !== sha256)
        throw new AppError('file-unreadable', 'the file changed while it was read', {
          what: 'changed',
          file: granted.fileName,
        })
      return {
        value: newBatch,
        entry: entryOf('import.run', newBatch, granted.fileName, sha256, written.rows, archive),
      }
    } finally {
      await source.close()
    }
  })
  return readBatch(context.db(), batchId)
}

/** Takes a batch out. Errors: `batch-not-found`, `nothing-to-undo` when it is out already. */
export async function undoImport(context: JobContext, batchId: number): Promise<ImportBatch> {
  const batch = readBatch(context.db(), batchId)
  if (batch.status === 'undone')
    throw new AppError('nothing-to-undo', 'the import is undone already', { batch: batchId })
  context.progress('remove', 0, batch.reconciliation.read)
  await context.transaction(async (db) => {
    if (readBatch(db, batchId).status === 'undone')
      throw new AppError('nothing-to-undo', 'the import is undone already', { batch: batchId })
    await stepByStep(removeBatchSteps(db, { batchId }), context)
    forgetSheets(
      db,
      db.prepare<[number], number>('SELECT sheet_id FROM sheets WHERE batch_id = ?').pluck().all(batchId),
    )
    db.prepare("UPDATE batches SET status = 'undone' WHERE batch_id = ?").run(batchId)
    factsChanged(db)
    return {
      value: null,
      entry: entryOf('import.undo', batchId, batch.fileName, batch.sha256, batch.reconciliation.read),
    }
  })
  return readBatch(context.db(), batchId)
}

/** Runs an undone batch again from the kept original. Errors: `batch-not-found`, `nothing-to-redo`, `original-already-imported`, `case-damaged` when the kept bytes no longer have their hash. */
export async function redoImport(context: JobContext, batchId: number): Promise<ImportBatch> {
  const batch = readBatch(context.db(), batchId)
  await context.transaction(async (db) => {
    if (readBatch(db, batchId).status === 'active')
      throw new AppError('nothing-to-redo', 'the import is not undone', { batch: batchId })
    const active = activeImport(db, batch.sha256)
    if (active !== null)
      throw new AppError('original-already-imported', 'this original was imported again since', {
        file: batch.fileName,
        batch: active.batchId,
        at: active.at,
      })
    const { file, plan, source } = keptImport(db, batch, context.at)
    db.prepare("UPDATE batches SET status = 'active' WHERE batch_id = ?").run(batchId)
    const written = await convert(
      context,
      db,
      batchId,
      file,
      { sheets: plan.sheets, accept: false, archive: plan.archive ?? null },
      source,
    )
    await drain(source)
    if (source.sha256() !== batch.sha256)
      throw new AppError('case-damaged', 'the kept original no longer has its hash', { batch: batchId })
    return { value: null, entry: entryOf('import.redo', batchId, batch.fileName, batch.sha256, written.rows) }
  })
  return readBatch(context.db(), batchId)
}

/** What it takes to read the original of a batch again as it was read. Errors: `case-damaged` when the original is missing. */
export function keptImport(
  db: Db,
  { batchId, sha256 }: Pick<ImportBatch, 'batchId' | 'sha256'>,
  now: string,
): { readonly file: ParserFile; readonly plan: KeptPlan; readonly source: HashedSource } {
  const original = findOriginal(db, sha256)
  if (original === null)
    throw new AppError('case-damaged', 'the original of the batch is missing', { batch: batchId })
  // Written by convert() below.
  const plan = JSON.parse(
    db.prepare<[number], string>('SELECT plan FROM batches WHERE batch_id = ?').pluck().get(batchId) ?? '{}',
  ) as KeptPlan
  return {
    plan,
    source: keptSource(db, original),
    file: {
      fileName: plan.fileName,
      path: plan.path,
      size: original.size,
      encoding: plan.encoding ?? null,
      separator: plan.separator ?? null,
      password: null,
      fileKey: plan.fileKey ?? null,
      now,
      sha256,
    },
  }
}

async function convert(
  context: ReadingJobContext,
  db: WriteDb,
  batchId: number,
  file: ParserFile,
  {
    sheets,
    accept,
    archive,
  }: {
    readonly sheets: readonly PlannedSheet[] | null
    readonly accept: boolean
    readonly archive: ArchiveOrigin | null
  },
  source: ByteSource,
  parsers: ParserHost = context.workspace,
): Promise<{ readonly rows: number }> {
  const writer = new ImportWriter(db, batchId)
  const index = indexWriter(db)
  const plans: PlannedSheet[] = []
  const hold = beginHold(context.workspace)
  // While the parser still works facts are derived already: the transaction does not end before that has.
  const early: { facts: Promise<WrittenImport> | null; stopped: boolean } = { facts: null, stopped: false }
  const checkCancelled = (): void => {
    context.checkCancelled()
    if (early.stopped) throw new AppError('parser-stopped', 'the parser ended before the facts were derived')
  }
  const derive = async (): Promise<WrittenImport> => {
    context.progress('derive', writer.rows, writer.rows)
    const all = await stepByStep(writer.finish(), { checkCancelled })
    const { kinds, sheetIds } = all
    await stepByStep(deriveSteps(db, { kinds, sheetIds, counted: writer.counted }), { checkCancelled })
    return all
  }
  const last = await runParser(
    parsers,
    { what: 'convert', file, sheets, accept, leftOut: writer.leftOut },
    source,
    context.signal,
    async (message) => {
      if (early.facts !== null && rowMessages.has(message.type))
        throw new AppError('parser-stopped', 'the parser sent rows behind the last one')
      if (message.type === 'sheet') {
        writer.startSheet(message.sheet)
        if (message.sheet.plan !== null) plans.push(message.sheet.plan)
      } else if (message.type === 'batch') {
        // Held here, the parser stops by itself: it waits for its batches to be taken.
        await hold.passed(context.signal)
        writer.write(message.batch)
        // Rows in all are known only at the end; what was read so far tells about how many there will be.
        context.progress(
          'rows',
          writer.rows,
          message.share == null || message.share < 0.02
            ? null
            : Math.max(writer.rows, Math.round(writer.rows / message.share)),
        )
      } else if (message.type === 'indexPart') index.put(writer.sheetId(message.index), message.part)
      else if (message.type === 'sheetEnd') writer.endSheet(message.end)
      // The parser completes the search's index meanwhile.
      else if (message.type === 'rowsEnd') {
        hold.end()
        early.facts = derive()
        await early.facts
      }
    },
  )
    .catch(async (error: unknown) => {
      early.stopped = true
      await early.facts?.catch(() => undefined)
      throw error
    })
    .finally(hold.end)
  const { sheetIds, rows, warnings } = await (early.facts ?? derive())
  index.end(sheetIds)
  const access: FileAccess =
    last.type === 'converted' ? last : { encoding: null, separator: null, fileKey: null }
  // An empty separator: one column. Kept, so that a later program that would find another one reads the same columns.
  const plan: KeptPlan = {
    sheets: plans,
    encoding: access.encoding,
    separator: access.separator ?? (access.encoding === null ? null : ''),
    fileKey: access.fileKey,
    fileName: file.fileName,
    path: file.path,
    archive,
  }
  db.prepare('UPDATE batches SET encoding = ?, plan = ?, warnings = ? WHERE batch_id = ?').run(
    access.encoding,
    JSON.stringify(plan),
    warnings,
    batchId,
  )
  // A redone batch has the same sheets; edits of their rows apply again.
  applyEdits(db, sheetIds)
  applyNumberClaims(db, sheetIds)
  factsChanged(db)
  return { rows }
}

/** Messages that bring rows. */
const rowMessages: ReadonlySet<string> = new Set(['sheet', 'batch', 'sheetEnd', 'rowsEnd'])

async function drain(source: ByteSource): Promise<void> {
  let piece = await source.next()
  while (piece !== null) piece = await source.next()
}
function nextId(db: Db, table: 'originals' | 'batches', column: string): number {
  return 1 + (db.prepare<[], number>(`SELECT coalesce(max(${column}), 0) FROM ${table}`).pluck().get() ?? 0)
}
function entryOf(
  action: string,
  batchId: number,
  fileName: string,
  sha256: string,
  rows: number,
  archive: ArchiveOrigin | null = null,
): WriteEntry {
  return {
    action,
    params: {
      batch: batchId,
      file: fileName,
      sha256,
      rows,
      ...(archive === null ? {} : { archive: archive.fileName, archiveSha256: archive.sha256 }),
    },
    topics,
    history: { batchId },
  }
}
