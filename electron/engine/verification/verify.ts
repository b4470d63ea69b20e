/** Whether a case is whole: every page, the audit chain, the originals, the row counts, the references. */
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Verification } from '../../../shared/contract/verification.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { readOverview } from '../analysis/overview.ts'
import { gatherFindings } from '../analysis/quality.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { readMeasures } from '../law/measures.ts'
import { presentKeptFigures } from '../records/keptFigures.ts'
import { listTables } from '../records/totals.ts'
import { programMark } from '../store/programMark.ts'
import type { Db } from '../store/db.ts'
import { auditOriginalRows } from '../records/originalRows.ts'
import { type AuditHead, verifyAudit } from '../store/audit.ts'
import { refuseMoved } from '../store/place.ts'
import { property } from '../store/properties.ts'
import { quotedName, recordTable, roleColumn } from '../store/recordTables.ts'

type Check = Verification['checks'][number]
type Finding = Omit<Check, 'check'>

/**
 * Runs all checks, also after one has failed. `detail` names the first thing that is wrong: a page or table in SQLite's words, an audit
 * sequence, an original's file name, a sheet, a table, a kept figure; of completeness the audit row after which steps may be missing. Throws only `cancelled` and errors of the disk.
 */
export async function verifyCase(context: ReadingJobContext): Promise<Verification> {
  refuseMoved(context.workspace.session().file)
  const steps: readonly (readonly [Check['check'], () => Finding | Promise<Finding>])[] = [
    ['integrity', () => checkPages(context.db())],
    ['audit-chain', () => checkAudit(context.db(), context.workspace.knownAuditHead())],
    ['originals', () => checkOriginals(context)],
    ['reconciliation', () => checkCounts(context)],
    ['references', () => checkReferences(context)],
    ['kept-figures', () => checkKeptFigures(context)],
    ['completeness', () => checkCompleteness(context)],
  ]
  const checks: Check[] = []
  for (const [index, [check, look]] of steps.entries()) {
    context.progress(check, index, steps.length)
    await turn()
    context.checkCancelled()
    checks.push({ check, ...(await look()) })
  }
  return { ok: checks.every((check) => check.ok), checks }
}

function finding(looked: number, detail: string | null): Finding {
  return { ok: detail === null, looked, detail }
}

function checkPages(db: Db): Finding {
  const pages = Number(db.pragma('page_count', { simple: true }))
  try {
    const said = String(db.pragma('integrity_check(1)', { simple: true }))
    return finding(pages, said === 'ok' ? null : said)
  } catch (error) {
    if (isDamage(error)) return finding(pages, error.message)
    throw error
  }
}
function isDamage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    (String(error.code).startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  )
}

function checkAudit(db: Db, known: AuditHead | null): Finding {
  const { looked, firstBad } = verifyAudit(db, property(db, 'caseId'), known)
  return finding(looked, firstBad === null ? null : String(firstBad))
}

/** What answers each question whose figures are kept in the case. */
const figures: Readonly<Record<string, (context: ReadingJobContext) => unknown>> = {
  'overview.read': (context) => readOverview(context.db()),
  'measures.list': (context) => readMeasures(context.db()),
  'tables.list': (context) => listTables(context.db()),
  'quality.list': gatherFindings,
}
/** Figures that are shown without being made again are what the records give now. */
async function checkKeptFigures(context: ReadingJobContext): Promise<Finding> {
  const kept = presentKeptFigures(context.db(), programMark(context.workspace.appVersion))
  let wrong: string | null = null
  for (const { name, text } of kept) {
    context.checkCancelled()
    const made = await figures[name]?.(context)
    if (JSON.stringify(made) !== text) wrong ??= name
  }
  return finding(kept.length, wrong)
}

/** Whether the file was copied without its log, now or at some time before. */
function checkCompleteness({ workspace }: ReadingJobContext): Finding {
  const { incomplete } = workspace.info()
  return finding(1, incomplete === null ? null : String(incomplete.afterSeq))
}

async function checkOriginals(context: ReadingJobContext): Promise<Finding> {
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
    if (size !== original.size || hash.digest('hex') !== original.sha256)
      return finding(originals.length, original.file_name)
  }
  const attached = await lostAttachment(context)
  return finding(originals.length + attached.looked, attached.name)
}

/** Attached files whose bytes are no longer what was attached. */
async function lostAttachment(
  context: ReadingJobContext,
): Promise<{ readonly looked: number; readonly name: string | null }> {
  const present = context
    .db()
    .prepare("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = 'attached_bytes'")
    .get()
  if (present === undefined) return { looked: 0, name: null }
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
    if (read !== size || hash.digest('hex') !== sha256) return { looked: files.length, name }
  }
  return { looked: files.length, name: null }
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
async function checkCounts(context: ReadingJobContext): Promise<Finding> {
  const sheets = context
    .db()
    .prepare<[], SheetRow>(
      `
    SELECT sheet_id, name, file_name, kind, status = 'active' AS active, accepted, duplicate, rejected, skipped
    FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) ORDER BY sheet_id`,
    )
    .all()
  let looked = 0
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
    for (const count of outcomes.values()) looked += count
    if (!agrees) return finding(looked, `${sheet.file_name} / ${sheet.name}`)
  }
  return finding(looked, null)
}

/** Every id that stands in a row leads somewhere. */
async function checkReferences(context: ReadingJobContext): Promise<Finding> {
  let looked = 0
  for (const { name, sql } of referenceQuestions(context.db())) {
    await turn()
    context.checkCancelled()
    const row = context.db().prepare<[], { looked: number; lost: number }>(sql).get()
    looked += row?.looked ?? 0
    if ((row?.lost ?? 0) > 0) return finding(looked, name)
  }
  const [broken] = context.db().pragma('foreign_key_check') as readonly { readonly table: string }[]
  return finding(looked, broken?.table ?? null)
}

function referenceQuestions(db: Db): readonly { readonly name: string; readonly sql: string }[] {
  const question = (
    name: string,
    table: string,
    column: string,
    target: string,
    key: string,
    also?: string,
  ): { readonly name: string; readonly sql: string } => ({
    name: `${name}.${column}`,
    sql: `SELECT count(*) AS looked, coalesce(sum(${[target, ...(also === undefined ? [] : [also])].map((holder) => `NOT EXISTS (SELECT 1 FROM ${holder} WHERE ${holder}.${key} = ${table}.${quotedName(column)})`).join(' AND ')}), 0) AS lost
      FROM ${table} WHERE ${table}.${quotedName(column)} IS NOT NULL`,
  })
  const present = new Set(
    db.prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table'").pluck().all(),
  )
  const kinds = recordKinds.filter((kind) => present.has(`r_${kind.id}`))
  return [
    ...kinds.flatMap((kind) => [
      ...(kind.byHand === undefined
        ? [question(`r_${kind.id}`, recordTable(kind.id), 'sheet_id', 'sheets', 'sheet_id')]
        : [
            question(`r_${kind.id}`, recordTable(kind.id), 'record_id', 'statements', 'statement_id'),
            question('statements', 'statements', 'statement_id', recordTable(kind.id), 'record_id'),
          ]),
      ...kind.roles
        .filter((role) => role.multi !== true)
        .map((role) =>
          question(
            `r_${kind.id}`,
            recordTable(kind.id),
            roleColumn(role.role),
            'entities',
            'entity_id',
            'merged_entities',
          ),
        ),
    ]),
    // Rows name unmerged entities; for merged ones those are the rows put aside.
    question('record_entities', 'record_entities', 'entity_id', 'entities', 'entity_id', 'merged_entities'),
    question('entity_merges', 'entity_merges', 'entity_id', 'merged_entities', 'entity_id'),
    question('entity_merges', 'entity_merges', 'resolved_id', 'entities', 'entity_id'),
    question('merged_links', 'merged_links', 'from_id', 'entities', 'entity_id', 'merged_entities'),
    question('merged_links', 'merged_links', 'to_id', 'entities', 'entity_id', 'merged_entities'),
    question('identity_members', 'identity_members', 'claim_id', 'identity_claims', 'claim_id'),
    question('identifiers', 'identifiers', 'entity_id', 'entities', 'entity_id'),
    question('links', 'links', 'from_id', 'entities', 'entity_id'),
    question('links', 'links', 'to_id', 'entities', 'entity_id'),
    question('entity_tags', 'entity_tags', 'tag_id', 'tags', 'tag_id'),
    question('chart_nodes', 'chart_nodes', 'chart_id', 'charts', 'chart_id'),
    ...[
      'chart_snapshots',
      'chart_layouts',
      'chart_origins',
      'chart_assumptions',
      'chart_groups',
      'chart_group_members',
      'chart_annotations',
    ].map((table) => question(table, table, 'chart_id', 'charts', 'chart_id')),
    question(
      'chart_snapshot_states',
      'chart_snapshot_states',
      'snapshot_id',
      'chart_snapshots',
      'snapshot_id',
    ),
  ]
}
