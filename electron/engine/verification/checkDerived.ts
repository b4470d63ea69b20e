/** Which rows repeat which, what takes what back, whom rows name, entities, their values and links: derived again from the records and compared. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ThreadJobContext } from '../core/context.ts'
import { stepByStep } from '../core/stepByStep.ts'
import { rebuildSteps } from '../entities/derive.ts'
import { resolveAnew } from '../entities/renewFacts.ts'
import { statement } from '../../../shared/model/recordKinds/statement.ts'
import { quotedName, recordTable, roleColumn, tableName } from '../store/recordTables.ts'
import type { Db, WriteDb } from '../store/db.ts'
import type { ReaderAccess } from '../store/readerAccess.ts'
import { tablesAsLogged } from './derivedAsLogged.ts'
import type { Findings } from './findings.ts'
import { recordedRows } from './keptSheets.ts'
import { openScratch } from './scratch.ts'

/** More rows than these have no room in memory beside the case. */
const mostRows = 3_000_000

/** By which rules the facts of the case were derived, and by which this program derives. */
export interface FactRulesOf {
  readonly ofCase: number
  readonly ofProgram: number
}
export interface DerivedOptions {
  readonly access: ReaderAccess | null
  readonly factRules: FactRulesOf
  /** Whether it is enough that what is derived is as the log says; whom the rows name is then found again where the rows are read. */
  readonly byDigests: boolean
}
/**
 * Compares what is derived with the records: by deriving everything again, or where that is enough by the digests in the log. Digests that do not hold
 * are no finding: then everything is derived again, which says what is wrong and where. Where that cannot be, they are one.
 */
export async function checkDerived(
  context: ThreadJobContext,
  found: Findings,
  { access, factRules, byDigests }: DerivedOptions,
): Promise<void> {
  const tables = byDigests ? await tablesAsLogged(context) : null
  if (tables !== null) {
    found.looked += tables
    found.note('derived-by-digests')
    compareStatements(context.db(), found)
    return
  }
  const rows = recordedRows(context.db())
  if (access === null || rows > mostRows) {
    // Nobody can say where, but it was not the program that wrote it.
    if (byDigests) found.add('derived-not-as-logged', { rows })
    found.note(access === null ? 'derived-no-second-reader' : 'derived-too-many', { rows })
    return
  }
  if (factRules.ofCase !== factRules.ofProgram) {
    found.note('derived-other-rules', { ofCase: factRules.ofCase, ofProgram: factRules.ofProgram })
    return
  }
  const db = openScratch(access)
  try {
    await deriveAgain(context, db)
    for (const kind of recordKinds) compareRecords(db, kind, found)
    compareStatements(db, found)
    for (const { table, key, columns, name } of derivedTables)
      compareTable(db, table, key, columns, name, found)
  } catch (error) {
    // What stands there contradicts itself, so that nothing can be derived over it.
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')))
      throw error
    found.add('derived-impossible', { text: error.message })
  } finally {
    db.close()
  }
}
async function deriveAgain(context: ThreadJobContext, db: WriteDb): Promise<void> {
  // Nothing is taken over of what claims made of the entities: every member is one of its own again.
  db.exec(`INSERT OR IGNORE INTO entities (entity_id, kind, key, label, name_only) SELECT entity_id, kind, key, label, name_only FROM merged_entities;
    DELETE FROM entity_merges; DELETE FROM entity_parts; DELETE FROM merged_entities; DELETE FROM merged_identifiers; DELETE FROM merged_links`)
  await stepByStep(rebuildSteps(db, resolveAnew(db, recordKinds)), context, {
    pauseAfterMs: 60,
    onStep: (at) => {
      if (at !== undefined) context.progress('derived', at.done, at.total)
    },
  })
}
/** A merged row stands aside with the columns of the row it was. */
const entityColumns = ['kind', 'key', 'label', 'name_only', 'records', 'links']
const identifierKey = ['entity_id', 'attribute', 'kind', 'field', 'value']
const linkColumns = [
  'rule',
  'kind',
  'from_id',
  'to_id',
  'directed',
  'count',
  'amount',
  'quantity',
  'first_time',
  'last_time',
  'others',
]
const derivedTables: readonly {
  readonly table: string
  readonly key: readonly string[]
  readonly columns: readonly string[]
  /** SQL of how a row `x` is called. */
  readonly name: string
}[] = [
  { table: 'entities', key: ['entity_id'], columns: entityColumns, name: "x.label || ' (' || x.kind || ')'" },
  {
    table: 'identifiers',
    key: identifierKey,
    columns: ['records'],
    name: "coalesce((SELECT label || ': ' FROM main.entities e WHERE e.entity_id = x.entity_id), '') || x.kind || ' ' || x.value",
  },
  {
    table: 'links',
    key: ['link_id'],
    columns: linkColumns,
    name: "x.rule || ': ' || coalesce((SELECT label FROM main.entities e WHERE e.entity_id = x.from_id), x.from_id) || ' – ' || coalesce((SELECT label FROM main.entities e WHERE e.entity_id = x.to_id), x.to_id)",
  },
  {
    table: 'record_entities',
    key: ['kind', 'role', 'record_id', 'entity_id'],
    columns: [],
    name: "x.kind || '.' || x.role || ' ' || x.record_id",
  },
  { table: 'entity_merges', key: ['entity_id'], columns: ['resolved_id'], name: 'x.entity_id' },
  {
    table: 'merged_entities',
    key: ['entity_id'],
    columns: entityColumns,
    name: "x.label || ' (' || x.kind || ')'",
  },
  { table: 'merged_identifiers', key: identifierKey, columns: ['records'], name: "x.kind || ' ' || x.value" },
  { table: 'merged_links', key: ['link_id'], columns: linkColumns, name: 'x.rule' },
  {
    table: 'sheets',
    key: ['sheet_id'],
    columns: ['accepted', 'duplicate', 'rejected', 'skipped'],
    name: 'x.name',
  },
]
/** Rows that stand in one of both only, or say something else. */
function compareTable(
  db: WriteDb,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  name: string,
  found: Findings,
): void {
  const same = key.map((column) => `o.${quotedName(column)} = x.${quotedName(column)}`).join(' AND ')
  const ask = (from: 'main' | 'temp', to: 'main' | 'temp', where: string): readonly string[] =>
    db
      .prepare<[], string | number>(
        `SELECT ${name} FROM ${from}.${table} x ${where.replace('OTHER', `${to}.${table} o`)} LIMIT 30`,
      )
      .pluck()
      .all()
      .map(String)
  found.looked += db.prepare<[], number>(`SELECT count(*) FROM main.${table}`).pluck().get() ?? 0
  const lacks = `WHERE NOT EXISTS (SELECT 1 FROM OTHER WHERE ${same})`
  for (const what of ask('main', 'temp', lacks)) found.add('derived-unfounded', { table, what })
  for (const what of ask('temp', 'main', lacks)) found.add('derived-missing', { table, what })
  if (columns.length === 0) return
  const differs = columns
    .map((column) => `o.${quotedName(column)} IS NOT x.${quotedName(column)}`)
    .join(' OR ')
  for (const what of ask('main', 'temp', `JOIN OTHER ON ${same} WHERE ${differs}`))
    found.add('derived-differs', { table, what })
}

/** The derived columns of a kind's rows. */
function compareRecords(db: WriteDb, kind: RecordKind, found: Findings): void {
  const table = quotedName(tableName(kind.id))
  const shadowed =
    db
      .prepare("SELECT 1 FROM temp.sqlite_master WHERE type = 'table' AND name = ?")
      .get(tableName(kind.id)) !== undefined
  const stands =
    db.prepare('SELECT 1 FROM main.sqlite_master WHERE name = ?').get(tableName(kind.id)) !== undefined
  if (!shadowed || !stands) return
  const present = new Set(
    db
      .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')")
      .pluck()
      .all(tableName(kind.id)),
  )
  const marks = [
    'duplicate_of',
    'mirror_of',
    'fact',
    ...(kind.reversal === undefined ? [] : ['reversal_of', 'taken_back', kind.reversal.mark]),
    ...kind.roles.filter((role) => role.multi !== true).map(({ role }) => roleColumn(role)),
  ].filter((column) => present.has(column))
  const differs = marks.map((column) => `t.${quotedName(column)} IS NOT m.${quotedName(column)}`)
  found.looked += db.prepare<[], number>(`SELECT count(*) FROM main.${table}`).pluck().get() ?? 0
  for (const { row, file, sheet, column } of db
    .prepare<[], { row: number; file: string | null; sheet: string | null; column: string }>(
      `SELECT m.row, o.file_name AS file, s.name AS sheet, CASE ${marks.map((column, at) => `WHEN ${differs[at]} THEN '${column}'`).join(' ')} END AS column
      FROM main.${table} m JOIN temp.${table} t ON t.record_id = m.record_id LEFT JOIN main.sheets s ON s.sheet_id = m.sheet_id LEFT JOIN batches USING (batch_id) LEFT JOIN originals o USING (original_id)
      WHERE ${differs.join(' OR ')} LIMIT 30`,
    )
    .all())
    found.add('record-mark', { kind: kind.id, file, sheet, row, column })
}

/** Rows of what was entered by hand say what their statements say. */
function compareStatements(db: Db, found: Findings): void {
  if (
    db.prepare('SELECT 1 FROM main.sqlite_master WHERE name = ?').get(tableName(statement.id)) === undefined
  )
    return
  const read = db.prepare<[number], Readonly<Record<string, unknown>>>(
    `SELECT * FROM ${recordTable(statement.id)} WHERE record_id = ?`,
  )
  for (const { id, said } of db
    .prepare<[], { id: number; said: string }>('SELECT statement_id AS id, said FROM statements')
    .all()) {
    found.looked += 1
    const row = read.get(id)
    // Written by the command that keeps statements.
    const values = JSON.parse(said) as Readonly<Record<string, unknown>>
    const field = statement.fields.find(
      (candidate) => (row?.[candidate.id] ?? null) !== (values[candidate.id] ?? null),
    )
    if (field !== undefined) found.add('statement-row', { statement: id, column: field.id })
  }
}
