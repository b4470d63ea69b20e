/** What a person should look at before trusting the figures, each finding with its places, and the proof that no row was lost. */
import type {
  QualityCode,
  QualityFacets,
  QualityFinding,
  QualityRow,
} from '../../../shared/contract/quality.ts'
import { AppError } from '../../../shared/errors.ts'
import { recordKind, tableKinds } from '../../../shared/model/recordKinds/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { ThreadJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { columnOf, literalText } from '../records/evidence.ts'
import { factsState } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import { stepByStep } from '../core/stepByStep.ts'
import { atOnce } from '../store/steps.ts'
import { recordTable } from '../store/recordTables.ts'
import { namedParties } from './findings/namedParties.ts'
import { accountFindings } from './findings/accountFindings.ts'
import { type NoNumbers, noNumbers } from './findings/identityFindings.ts'
import { differentNamePlaces } from './findings/nameFindings.ts'
import {
  accountOf,
  askedPlaces,
  type KeptPlace,
  listedPlaces,
  type PlaceFilter,
  type Places,
} from './findings/places.ts'
import {
  conflictPlaces,
  reasonTold,
  possibleMirrorPlaces,
  possibleRepeatPlaces,
  readOtherwisePlaces,
  repeatedTotalPlaces,
} from './findings/decideFindings.ts'
import { remarkCodes } from './findings/remarkCodes.ts'
import { reversalCodes, reversalFindings } from './findings/reversalFindings.ts'
import { contradictoryRows, identicalRows, overlaps } from './findings/rowFindings.ts'
import { sitesOf } from './findings/siteFindings.ts'
import { assumedYears, weChatNamePlaces } from './findings/columnFindings.ts'
import {
  declaredPeriods,
  olderReadings,
  resultCodePlaces,
  zonePlaces,
  unrecognisedSheets,
  unusedColumns,
} from './findings/sheetFindings.ts'
import { countRows, type Steps, turns } from './findings/slices.ts'

type Opens = QualityFinding['opens']
interface Kept {
  readonly finding: QualityFinding
  readonly places: Places
  /** SQL over `r` of the records it speaks of, for findings that open a table. */
  readonly where: (() => string) | null
}

const tones: readonly QualityFinding['tone'][] = ['bad', 'warn', 'info', 'ok']

const known = keptValues<readonly Kept[]>()
/** Every finding of the case as it is, worst first; made once per state of the facts. */
function keptFindings(db: Db): readonly Kept[] {
  return known.of(db, '', factsState(db), () => atOnce(findingSteps(db)))
}
function* findingSteps(db: Db): Steps<readonly Kept[]> {
  const found = tableKinds.filter(
    (kind) => db.prepare(`SELECT 1 FROM ${recordTable(kind.id)} LIMIT 1`).get() !== undefined,
  )
  const all = [...flagged(db), ...rejected(db), ...(yield* accounts(db, found))]
  yield 0
  for (const kind of found) all.push(...(yield* ofTable(db, kind)))
  all.push(...(yield* ofSites(db, found)), ...(yield* ofSheets(db)), ...ofNames(db), ...reconciled(db))
  return all.toSorted((one, other) => tones.indexOf(one.finding.tone) - tones.indexOf(other.finding.tone))
}

/** Findings, worst first, each with what it opens: rows of a table by a flag or a field, the imports, or the chart. Nothing found gives nothing. */
export function qualityFindings(db: Db): readonly QualityFinding[] {
  return keptFindings(db).map(({ finding }) => finding)
}
/** The same with other calls in between, begun again where the facts change meanwhile. Tells how many rows were looked at. Errors: `cancelled`. */
export async function gatherFindings(context: ThreadJobContext): Promise<readonly QualityFinding[]> {
  for (;;) {
    const db = context.db()
    const state = factsState(db)
    const present = known.read(db, '', state)
    if (present !== undefined) return present.map(({ finding }) => finding)
    let rows = 0
    const same = (): void => {
      if (context.db() !== db || factsState(db) !== state) throw new FactsChanged()
      context.progress('quality', rows, null)
    }
    try {
      const found = await stepByStep(findingSteps(db), context, {
        pauseAfterMs: turns.milliseconds,
        onStep: (seen) => {
          rows += seen
        },
        afterPause: same,
      })
      known.keep(db, '', state, found)
      return found.map(({ finding }) => finding)
    } catch (error) {
      if (!(error instanceof FactsChanged)) throw error
    }
  }
}
/** What was gathered so far speaks of a case that is another by now. */
class FactsChanged extends Error {}
/** The places of a finding. Errors: `finding-not-found`. */
export function qualityRows(
  db: Db,
  id: string,
  offset: number,
  limit: number,
  filter: PlaceFilter = { batchId: null, entityId: null },
): { readonly total: number; readonly rows: readonly QualityRow[] } {
  const { finding, places } = keptFinding(db, id)
  return {
    total: places.count(filter),
    rows: places.read(filter, offset, limit).map((place) => rowOf(db, finding, place)),
  }
}
/** In which imports and about which accounts the places of a finding are. Errors: `finding-not-found`. */
export function qualityFacets(db: Db, id: string): QualityFacets {
  return keptFinding(db, id).places.facets()
}
function keptFinding(db: Db, id: string): Kept {
  const kept = keptFindings(db).find(({ finding }) => finding.id === id)
  if (kept === undefined)
    throw new AppError('finding-not-found', 'no such finding', { finding: id.slice(0, 60) })
  return kept
}
/** SQL over `r` of the records a finding speaks of in a table; `0` when it speaks of none there. Errors: `finding-not-found`. */
export function findingScope(db: Db, id: string, kindId: string): string {
  const kept = keptFinding(db, id)
  return kept.finding.kind === kindId ? (kept.where?.() ?? '0') : '0'
}

function findingOf(
  code: QualityCode,
  tone: QualityFinding['tone'],
  count: number,
  kind: string | null,
  opens: Opens,
  hangs: QualityFinding['hangs'] = [],
): QualityFinding {
  return { id: kind === null ? code : `${code}.${kind}`, code, tone, count, kind, hangs, opens }
}
const opensTable = (kind: string, field: string | null = null, value: string | null = null): Opens => ({
  screen: 'tables',
  kind,
  field,
  value,
})
const opensImports: Opens = { screen: 'import', kind: null, field: null, value: null }
const opensItself = (kind: string | null): Opens => ({ screen: 'quality', kind, field: null, value: null })

/** A finding whose places are known one by one. */
function listed(
  db: Db,
  code: QualityCode,
  tone: QualityFinding['tone'],
  kind: string | null,
  places: readonly KeptPlace[],
  opens: Opens,
  hangs: QualityFinding['hangs'] = [],
): Kept[] {
  if (places.length === 0) return []
  const ids = places.flatMap(({ recordId }) => recordId ?? [])
  return [
    {
      finding: findingOf(code, tone, places.length, kind, opens, hangs),
      places: listedPlaces(db, kind, places),
      where: ids.length === 0 ? null : () => `r.record_id IN (${[...new Set(ids)].join(', ')})`,
    },
  ]
}
/** A finding whose places are a question to the database; `sql` gives the columns of a place, `where` the records. */
function asked(db: Db, finding: QualityFinding, sql: string, where: string | null): Kept[] {
  if (finding.count === 0) return []
  return [{ finding, where: where === null ? null : () => where, places: askedPlaces(db, finding, sql) }]
}

function flagged(db: Db): Kept[] {
  const counts = db
    .prepare<[], { code: string; kind: string; count: number }>(
      `SELECT code, kind, COUNT(DISTINCT record_id) AS count FROM row_issues WHERE record_id IS NOT NULL AND kind IS NOT NULL GROUP BY code, kind ORDER BY count DESC, kind`,
    )
    .all()
  return remarkCodes.flatMap(({ code, tone }) =>
    counts
      .filter((found) => found.code === code)
      .flatMap(({ kind, count }) => {
        const of = `code = ${literalText(code)} AND kind = ${literalText(kind)} AND record_id IS NOT NULL`
        return asked(
          db,
          findingOf(code, tone, count, kind, opensTable(kind, 'flag', code)),
          `SELECT record_id AS recordId, sheet_id AS sheetId, row, group_concat(DISTINCT field) AS field, MIN(raw) AS raw FROM row_issues WHERE ${of} GROUP BY record_id ORDER BY sheet_id, row`,
          `r.record_id IN (SELECT record_id FROM row_issues WHERE ${of})`,
        )
      }),
  )
}
function rejected(db: Db): Kept[] {
  const count =
    db
      .prepare<[], number | null>(
        "SELECT SUM(rejected) FROM sheets JOIN batches USING (batch_id) WHERE status = 'active'",
      )
      .pluck()
      .get() ?? 0
  const sql = `SELECT sheet_id AS sheetId, row, MIN(issue_id), field, raw, json_object('code', code) AS "values" FROM row_issues WHERE severity = 'reject' GROUP BY sheet_id, row ORDER BY sheet_id, row`
  return asked(db, findingOf('rejected', 'bad', count, null, opensImports), sql, null)
}
function* accounts(db: Db, kinds: readonly RecordKind[]): Steps<Kept[]> {
  const all: Kept[] = []
  for (const kind of kinds.filter(({ id }) => id === 'transfer' || id === 'call')) {
    const { id } = kind
    const { breaks, reversed, missing } = yield* accountFindings(db, kind)
    all.push(
      ...listed(db, 'direction-reversed', 'bad', id, reversed, opensItself(id)),
      ...listed(db, 'balance-break', 'warn', id, breaks, opensTable(id)),
      ...listed(db, 'missing-period', 'info', id, missing, opensItself(id)),
    )
  }
  return all
}
function* ofTable(db: Db, kind: RecordKind): Steps<Kept[]> {
  const table = recordTable(kind.id)
  const place = (condition: string): string =>
    `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row FROM ${table} r WHERE ${condition} ORDER BY r.sheet_id, r.row`
  function* condition(
    code: QualityCode,
    tone: QualityFinding['tone'],
    where: string,
    opens: Opens,
  ): Steps<Kept[]> {
    return asked(
      db,
      findingOf(code, tone, yield* countRows(db, kind, where), kind.id, opens),
      place(where),
      where,
    )
  }
  const conflicts = conflictPlaces(db, kind)
  const mirrors = possibleMirrorPlaces(db, kind)
  const possible = yield* possibleRepeatPlaces(db, kind)
  const reversals = reversalFindings(db, kind)
  const totals = repeatedTotalPlaces(db, kind)
  const otherwise = readOtherwisePlaces(db, kind)
  // Rows of which nothing stands on a chart are for somebody to look at.
  const named = yield* namedParties(db, kind)
  yield 0
  const { id } = kind
  return [
    ...listed(db, 'conflict', 'bad', id, conflicts.places, opensTable(id), conflicts.hangs),
    ...listed(db, 'read-otherwise', 'bad', id, otherwise.places, opensTable(id), otherwise.hangs),
    ...listed(db, 'possible-repeat', 'warn', id, possible.places, opensTable(id), possible.hangs),
    ...listed(db, 'possible-mirror', 'warn', id, mirrors.places, opensTable(id), mirrors.hangs),
    ...listed(db, 'repeated-total', 'warn', id, totals.places, opensTable(id), totals.hangs),
    ...reversalCodes.flatMap(([code, tone]) => {
      const { places, hangs } = reversals[code]
      return listed(db, code, tone, id, places, opensTable(id), hangs)
    }),
    ...listed(db, 'contradictory', 'warn', kind.id, yield* contradictoryRows(db, kind), opensTable(kind.id)),
    ...(yield* condition('mirrored', 'warn', 'r.mirror_of IS NOT NULL', opensTable(kind.id, 'mirrorOf'))),
    ...(yield* condition(
      'duplicates',
      'warn',
      'r.duplicate_of IS NOT NULL',
      opensTable(kind.id, 'duplicateOf'),
    )),
    ...byValue(db, 'no-number', 'warn', kind, yield* noNumbers(db, kind)),
    ...byValue(db, 'party-by-name', (named?.alone ?? 0) > 0 ? 'warn' : 'info', kind, named),
    ...listed(db, 'overlap', 'info', kind.id, yield* overlaps(db, kind), opensItself(kind.id)),
    ...listed(db, 'identical', 'info', kind.id, yield* identicalRows(db, kind), opensTable(kind.id)),
    // Rows that say they failed are shown, but stand in no sum.
    ...(kind.resultField === undefined
      ? []
      : yield* condition(
          'failed',
          'info',
          `${columnOf('r', kind.resultField)} = 'failed' AND r.duplicate_of IS NULL AND r.mirror_of IS NULL`,
          opensTable(kind.id, kind.resultField, 'failed'),
        )),
  ]
}
/** Where some sheets name their site and others do not, they may be one site or two; where none does, the case is taken to have one. */
function* ofSites(db: Db, kinds: readonly RecordKind[]): Steps<Kept[]> {
  const { named, unnamed } = yield* sitesOf(db, kinds)
  if (named.size === 0 && unnamed.length < 2) return []
  return listed(db, 'site-unnamed', named.size === 0 ? 'info' : 'warn', null, unnamed, opensItself(null))
}
/** A place a value, counted by the rows that have it. */
function byValue(
  db: Db,
  code: QualityCode,
  tone: QualityFinding['tone'],
  { id }: RecordKind,
  found: Pick<NoNumbers, 'places' | 'rows' | 'where'> | null,
): Kept[] {
  if (found === null) return []
  const { places, rows, where } = found
  return [
    {
      finding: findingOf(code, tone, rows, id, opensTable(id)),
      places: listedPlaces(db, id, places),
      where: () => where,
    },
  ]
}
function* ofSheets(db: Db): Steps<Kept[]> {
  const hidden = db
    .prepare<[], KeptPlace>(
      "SELECT sheet_id AS sheetId FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND hidden = 1 ORDER BY sheet_id",
    )
    .all()
  const [codes, zones] = [resultCodePlaces(db), zonePlaces(db)]
  const isOpen = (place: KeptPlace): boolean => place.values?.['by'] !== 'offset'
  const answers = db
    .prepare<[], KeptPlace>(
      "SELECT sheet_id AS sheetId, row, raw FROM row_issues WHERE code = 'no-result' ORDER BY sheet_id, row",
    )
    .all()
  return [
    ...listed(db, 'no-result', 'info', null, answers, opensItself(null)),
    ...listed(
      db,
      'declared-period',
      'info',
      null,
      (yield* declaredPeriods(db)).map(({ kind: _, ...place }) => place),
      opensItself(null),
    ),
    ...listed(db, 'unrecognised-sheet', 'warn', null, unrecognisedSheets(db), opensItself(null)),
    ...listed(db, 'older-reading', 'warn', null, olderReadings(db), opensImports),
    ...listed(db, 'year-assumed', 'info', null, assumedYears(db), opensItself(null)),
    ...listed(db, 'wechat-names', 'info', null, weChatNamePlaces(db), opensItself(null)),
    ...listed(db, 'unused-column', 'info', null, unusedColumns(db), opensItself(null)),
    ...listed(db, 'time-zone', zones.some(isOpen) ? 'warn' : 'info', null, zones, opensItself(null)),
    ...listed(db, 'hidden-sheet', 'info', null, hidden, opensImports),
    ...listed(
      db,
      'result-codes',
      codes.some(({ values }) => values?.['outcome'] === 'unknown') ? 'warn' : 'info',
      null,
      codes,
      opensItself(null),
    ),
  ]
}
/** Numbers under quite different names, and people known by nothing but a name: two of one name may be two people. */
function ofNames(db: Db): Kept[] {
  const of = "FROM entities WHERE kind = 'person' AND name_only = 1 AND records > 0"
  const count = db.prepare<[], number>(`SELECT COUNT(*) ${of}`).pluck().get() ?? 0
  const opens: Opens = { screen: 'chart', kind: null, field: null, value: null }
  return [
    ...listed(db, 'names-differ', 'warn', null, differentNamePlaces(db), opensItself(null)),
    ...asked(
      db,
      findingOf('name-only', 'info', count, 'person', opens),
      `SELECT entity_id AS entityId ${of} ORDER BY label, entity_id`,
      null,
    ),
  ]
}
function reconciled(db: Db): Kept[] {
  const sheets = db
    .prepare<[], { read: number | null; uneven: number | null }>(
      `SELECT SUM(read) AS read, SUM(read <> accepted + duplicate + rejected + skipped) AS uneven FROM sheets JOIN batches USING (batch_id) WHERE status = 'active'`,
    )
    .get()
  if (sheets?.uneven !== 0 || sheets.read === null) return []
  // Counted by rows, told by sheets.
  const places = db
    .prepare<[], KeptPlace>(
      "SELECT sheet_id AS sheetId FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' ORDER BY sheet_id",
    )
    .all()
  const [kept] = listed(db, 'reconciled', 'ok', null, places, opensImports)
  return kept === undefined ? [] : [{ ...kept, finding: { ...kept.finding, count: sheets.read } }]
}

const aboutRecord: ReadonlySet<QualityCode> = new Set([
  'duplicates',
  'mirrored',
  'failed',
  'identical',
  'contradictory',
  'conflict',
  'possible-repeat',
  'possible-mirror',
  'read-otherwise',
  'repeated-total',
  ...reversalCodes.map(([code]) => code),
])
/** Time and amount of a finding about a whole record, and the row it is a duplicate or the counter-entry of. */
function toldOfRecord(
  db: Db,
  kind: RecordKind,
  recordId: number,
  code: QualityCode,
  named: QualityRow['values'],
): QualityRow['values'] {
  if (!aboutRecord.has(code)) return {}
  const field = (id: string | undefined) => (id === undefined ? 'NULL' : columnOf('r', id))
  const table = recordTable(kind.id)
  const found = db
    .prepare<[number], { time: string | null; amount: number | null; other: number | null }>(
      `SELECT ${field(kind.timeField)} AS time, ${field(kind.amountField)} AS amount, ${code === 'mirrored' ? 'r.mirror_of' : 'r.duplicate_of'} AS other FROM ${table} r WHERE r.record_id = ?`,
    )
    .get(recordId)
  if (found === undefined) return {}
  const { other: marked, ...told } = found
  const other = typeof named['otherRecordId'] === 'number' ? named['otherRecordId'] : marked
  const source =
    other === null
      ? undefined
      : db
          .prepare<
            [number],
            { otherFile: string; otherSheet: string; otherRow: number; otherBatchId: number }
          >(
            `SELECT o.file_name AS otherFile, s.name AS otherSheet, r.row AS otherRow, s.batch_id AS otherBatchId FROM ${table} r JOIN sheets s USING (sheet_id) JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE r.record_id = ?`,
          )
          .get(other)
  return {
    ...told,
    ...(source === undefined ? {} : { otherRecordId: other, ...source }),
    ...(code === 'conflict' && other !== null
      ? reasonTold(db, kind, recordId, other, named['stands'] === 'yes')
      : {}),
  }
}
/** A place with file, sheet, row and words. */
function rowOf(db: Db, { kind: kindId, code }: QualityFinding, place: KeptPlace): QualityRow {
  const kind = kindId === null ? undefined : recordKind(kindId)
  const recordId = place.recordId ?? null
  const record =
    kind === undefined || recordId === null
      ? undefined
      : db
          .prepare<[number], { sheetId: number; row: number; entityId: number | null }>(
            `SELECT sheet_id AS sheetId, row, ${accountOf(db, kind.id) ?? 'NULL'} AS entityId FROM ${recordTable(kind.id)} r WHERE record_id = ?`,
          )
          .get(recordId)
  const sheetId = place.sheetId ?? record?.sheetId ?? null
  const source =
    sheetId === null
      ? undefined
      : db
          .prepare<[number], { batchId: number; file: string; sheet: string; kind: string | null }>(
            'SELECT batch_id AS batchId, file_name AS file, name AS sheet, kind FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
          )
          .get(sheetId)
  const batchId = place.batchId ?? source?.batchId ?? null
  const entityId = place.entityId ?? record?.entityId ?? null
  // SQLite gives an object as its text.
  const given =
    typeof place.values === 'string'
      ? (JSON.parse(place.values) as QualityRow['values'])
      : (place.values ?? {})
  const values =
    kind === undefined || recordId === null
      ? given
      : { ...toldOfRecord(db, kind, recordId, code, given), ...given }
  return {
    kind: kindId === 'person' ? null : (kindId ?? source?.kind ?? null),
    recordId,
    batchId,
    sheetId,
    row: place.row ?? record?.row ?? null,
    field: place.field ?? null,
    raw: place.raw ?? '',
    entityId,
    values,
    sheet: source?.sheet ?? '',
    file:
      source?.file ??
      (batchId === null
        ? ''
        : (db
            .prepare<[number], string>(
              'SELECT file_name FROM batches JOIN originals USING (original_id) WHERE batch_id = ?',
            )
            .pluck()
            .get(batchId) ?? '')),
    label:
      entityId === null
        ? ''
        : (db
            .prepare<[number], string>('SELECT label FROM entities WHERE entity_id = ?')
            .pluck()
            .get(entityId) ?? ''),
  }
}
