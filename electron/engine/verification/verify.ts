/** Whether a case is whole: every page, the audit chain, the originals, the row counts, the references. */
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Verification, VerificationCheck } from '../../../shared/contract/verification.ts'
import { AppError } from '../../../shared/errors.ts'
import { readOverview } from '../analysis/overview.ts'
import { gatherFindings } from '../analysis/quality.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { readMeasures } from '../law/measures.ts'
import { presentKeptFigures } from '../records/keptFigures.ts'
import { listTables } from '../records/totals.ts'
import { programMark } from '../store/programMark.ts'
import type { Db } from '../store/db.ts'
import { auditOriginalRows } from '../records/originalRows.ts'
import { containsHead, verifyAudit } from '../store/audit.ts'
import { foreignPart, partText } from '../store/caseSchema.ts'
import { refuseMoved } from '../store/place.ts'
import { property } from '../store/properties.ts'
import { recordTable } from '../store/recordTables.ts'
import { missingHeads } from '../workspace/keptHeads.ts'
import { checkDerived } from './checkDerived.ts'
import { checkIndex } from './checkIndex.ts'
import { checkLog } from './checkLog.ts'
import { checkReferences } from './checkReferences.ts'
import { checkReread } from './checkReread.ts'
import { checkRows } from './checkRows.ts'
import { checkSteps } from './checkSteps.ts'
import { Findings } from './findings.ts'
import { type LogState, readLog } from './logState.ts'

/**
 * Runs all checks, also after one has failed; `deep` also reads the originals again. Throws only `cancelled` and errors of the disk.
 */
export async function verifyCase(
  context: ReadingJobContext,
  { deep = false }: { readonly deep?: boolean | undefined },
): Promise<Verification> {
  const began = performance.now()
  refuseMoved(context.workspace.session().file)
  let log: LogState | null = null
  const logged = (): LogState => (log ??= readLog(context.db()))
  const steps: readonly (readonly [VerificationCheck, (found: Findings) => void | Promise<void>])[] = [
    [
      'schema',
      (found) => {
        checkSchema(context.db(), found)
      },
    ],
    [
      'integrity',
      (found) => {
        checkPages(context.db(), found)
      },
    ],
    [
      'audit-chain',
      (found) => {
        checkAudit(context.db(), found)
      },
    ],
    [
      'heads',
      (found) => {
        checkHeads(context, found)
      },
    ],
    ['originals', (found) => checkOriginals(context, found)],
    [
      'log',
      (found) => {
        checkLog(context.db(), logged(), found)
      },
    ],
    ['rows', (found) => checkRows(context, logged(), found)],
    ['reconciliation', (found) => checkCounts(context, found)],
    ['references', (found) => checkReferences(context, found)],
    [
      'steps',
      (found) => {
        checkSteps(context.db(), logged(), found)
      },
    ],
    ['derived', (found) => checkDerived(context, found)],
    [
      'index',
      (found) => {
        checkIndex(context.db(), logged(), found)
      },
    ],
    ...(deep ? [['reread', (found: Findings) => checkReread(context, found)] as const] : []),
    ['kept-figures', (found) => checkKeptFigures(context, found)],
    [
      'completeness',
      (found) => {
        checkCompleteness(context, found)
      },
    ],
  ]
  const checks: Verification['checks'][number][] = []
  for (const [index, [check, look]] of steps.entries()) {
    context.progress(check, index, steps.length)
    await turn()
    context.checkCancelled()
    const found = new Findings()
    try {
      await look(found)
    } catch (error) {
      // A page or a text that cannot be read is a finding of the check that came to it.
      if (!isUnreadable(error)) throw error
      found.add('unreadable', { text: error.message })
    }
    checks.push(found.end(check))
  }
  return {
    ok: checks.every((check) => check.ok),
    deep,
    checks,
    milliseconds: Math.round(performance.now() - began),
  }
}
/** What damage throws: SQLite, JSON and zlib, or the program's own word for it. */
function isUnreadable(error: unknown): error is Error {
  if (error instanceof AppError) return error.code === 'case-damaged'
  return (
    isDamage(error) ||
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    (error instanceof Error &&
      'code' in error &&
      (String(error.code).startsWith('Z_') || error.code === 'SQLITE_ERROR'))
  )
}

function checkSchema(db: Db, found: Findings): void {
  const foreign = foreignPart(db)
  found.looked = db.prepare<[], number>('SELECT count(*) FROM main.sqlite_master').pluck().get() ?? 0
  if (foreign !== null) found.add('schema', { part: partText(foreign), how: foreign.how })
}

function checkPages(db: Db, found: Findings): void {
  found.looked = Number(db.pragma('page_count', { simple: true }))
  try {
    const text = String(db.pragma('integrity_check(1)', { simple: true }))
    if (text !== 'ok') found.add('page', { text })
  } catch (error) {
    if (!isDamage(error)) throw error
    found.add('page', { text: error.message })
  }
}
function isDamage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    (String(error.code).startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  )
}

function checkAudit(db: Db, found: Findings): void {
  const { looked, firstBad } = verifyAudit(db, property(db, 'caseId'))
  found.looked = looked
  if (firstBad !== null) found.add('audit-row', { seq: firstBad })
}
/** The log goes back to every state of the case that this installation kept, whatever the file is called. */
function checkHeads({ db, workspace }: ReadingJobContext, found: Findings): void {
  const kept = workspace.keptHeads()
  found.looked = kept.length
  if (kept.length === 0) found.note('heads-none')
  for (const { seq, at } of missingHeads(kept, (head) => containsHead(db(), head)))
    found.add('head-missing', { seq, at })
}

/** What answers each question whose figures are kept in the case. */
const figures: Readonly<Record<string, (context: ReadingJobContext) => unknown>> = {
  'overview.read': (context) => readOverview(context.db()),
  'measures.list': (context) => readMeasures(context.db()),
  'tables.list': (context) => listTables(context.db()),
  'quality.list': gatherFindings,
}
/** Figures that are shown without being made again are what the records give now. */
async function checkKeptFigures(context: ReadingJobContext, found: Findings): Promise<void> {
  const kept = presentKeptFigures(context.db(), programMark(context.workspace.appVersion))
  found.looked = kept.length
  for (const { name, text } of kept) {
    context.checkCancelled()
    const made = await figures[name]?.(context)
    if (JSON.stringify(made) !== text) found.add('kept-figure', { name })
  }
}

/** Whether the file was copied without its log, now or at some time before. */
function checkCompleteness({ workspace }: ReadingJobContext, found: Findings): void {
  const { incomplete } = workspace.info()
  found.looked = 1
  if (incomplete !== null) found.add('incomplete', { seq: incomplete.afterSeq })
}

async function checkOriginals(context: ReadingJobContext, found: Findings): Promise<void> {
  const originals = context
    .db()
    .prepare<[], { original_id: number; sha256: string; file_name: string; size: number }>(
      'SELECT original_id, sha256, file_name, size FROM originals ORDER BY original_id',
    )
    .all()
  for (const original of originals) {
    const hash = createHash('sha256')
    let size = 0
    for (let seq: number | null = -1; seq !== null;) {
      const next = context
        .db()
        .prepare<[number, number], { seq: number; bytes: Buffer }>(
          'SELECT seq, bytes FROM original_chunks WHERE original_id = ? AND seq > ? ORDER BY seq LIMIT 1',
        )
        .get(original.original_id, seq)
      if (next !== undefined) {
        hash.update(next.bytes)
        size += next.bytes.length
        await turn()
        context.checkCancelled()
      }
      seq = next?.seq ?? null
    }
    found.looked += 1
    if (size !== original.size || hash.digest('hex') !== original.sha256)
      found.add('original-bytes', { file: original.file_name })
  }
  await checkAttachments(context, found)
}

/** Attached files still have the bytes that were attached. */
async function checkAttachments(context: ReadingJobContext, found: Findings): Promise<void> {
  const files = context
    .db()
    .prepare<[], { sha256: string; name: string; size: number }>(
      'SELECT sha256, min(name) AS name, size FROM attachments GROUP BY sha256, size ORDER BY min(attachment_id)',
    )
    .all()
  for (const { sha256, name, size } of files) {
    const hash = createHash('sha256')
    let read = 0
    for (let seq = 0; ; seq += 1) {
      const bytes = context
        .db()
        .prepare<[string, number], Buffer>('SELECT bytes FROM attached_bytes WHERE sha256 = ? AND seq = ?')
        .pluck()
        .get(sha256, seq)
      if (bytes === undefined) break
      hash.update(bytes)
      read += bytes.length
      await turn()
      context.checkCancelled()
    }
    found.looked += 1
    if (read !== size || hash.digest('hex') !== sha256) found.add('attachment-bytes', { file: name })
  }
}

interface SheetRow {
  readonly sheet_id: number
  readonly name: string
  readonly file_name: string
  readonly kind: string | null
  readonly active: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: number
  readonly skipped: number
}

/** For every sheet: the figures of its reconciliation are the rows that are kept as read, and each of these is a record or listed as none. */
async function checkCounts(context: ReadingJobContext, found: Findings): Promise<void> {
  const sheets = context
    .db()
    .prepare<[], SheetRow>(
      `
    SELECT sheet_id, name, file_name, kind, status = 'active' AS active, accepted, duplicate, rejected, skipped
    FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) ORDER BY sheet_id`,
    )
    .all()
  for (const sheet of sheets) {
    await turn()
    context.checkCancelled()
    const db = context.db()
    const { outcomes, wrong } = auditOriginalRows(db, sheet.sheet_id)
    const records =
      sheet.kind === null
        ? 0
        : (db
            .prepare<[number], number>(`SELECT count(*) FROM ${recordTable(sheet.kind)} WHERE sheet_id = ?`)
            .pluck()
            .get(sheet.sheet_id) ?? 0)
    const expected = (count: number): number => (sheet.active === 1 ? count : 0)
    const agrees =
      wrong === null &&
      records === expected(sheet.accepted + sheet.duplicate) &&
      (sheet.active === 0 ||
        (['accepted', 'duplicate', 'rejected', 'skipped'] as const).every(
          (outcome) => (outcomes.get(outcome) ?? 0) === sheet[outcome],
        ))
    for (const count of outcomes.values()) found.looked += count
    if (!agrees)
      found.add(
        'counts',
        { file: sheet.file_name, sheet: sheet.name, row: wrong },
        `${sheet.file_name} / ${sheet.name}`,
      )
  }
}
