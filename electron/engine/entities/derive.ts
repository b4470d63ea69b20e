/**
 * Facts derived from records: duplicates, counter-entries, entities' counts, identifiers and labels, links. The same rows give the same facts
 * in whatever order they were imported, and whether they were added one by one or derived again (record ids apart). Call inside a transaction.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { kindOf } from '../records/evidence.ts'
import { factsChanged } from '../records/factsVersion.ts'
import { markMirrors, markMirrorsAround, mirrorNeighbours, partnersOf } from '../records/mirrors.ts'
import { fillReversalMarks, restateReversals } from '../records/reversals.ts'
import { removeOriginalRows } from '../records/originalRows.ts'
import {
  beforeChange,
  factsBesides,
  forgetDuplicates,
  markInSteps,
  restateAfter,
  restateInSteps,
} from '../records/duplicates.ts'
import { allRows, type RowSelection, rowsOfRecords, rowsOfSheets } from '../records/selection.ts'
import { atOnce, oneStep, type Steps } from '../store/steps.ts'
import { deleteRows, manyRows, withoutIndexes } from '../store/bulkRows.ts'
import { touchMarks } from '../store/derivedDigests.ts'
import { recordTable, tableName } from '../store/recordTables.ts'
import { liftAllMerges } from './mergeLifter.ts'
import {
  countEntityFacts,
  countFactsInSteps,
  countNeighbours,
  labelEntities,
  removeUnnamedEntities,
} from './entityFacts.ts'
import type { FactStream } from './factStream.ts'
import {
  addLinks,
  linkKeysOfRows,
  rebuildLinks,
  rebuildLinksOfKind,
  ruleId,
  rulesOf,
  type KindRule,
  type LinkKey,
} from './linkRows.ts'
import { onBareFacts } from './splits.ts'

export interface DerivedCounts {
  readonly duplicates: number
  readonly mirrors: number
}
/** Entities whose label, count of neighbours or links may have changed; `all` when a whole kind was made again. */
interface Touched {
  readonly entities: Set<number>
  readonly neighbours: Set<number>
  allNeighbours: boolean
}

/**
 * To be called after rows of these sheets were inserted: evidence rows with their entity columns, record_entities, entities (records 0),
 * and the sheets with their counters. A null `fact` is filled in. Returns how many rows were marked.
 */
export function deriveFacts(
  db: WriteDb,
  added: AddedRows,
  model: readonly RecordKind[] = recordKinds,
): DerivedCounts {
  return atOnce(deriveSteps(db, added, model))
}
/** The same step by step; the transaction stays open between them. */
export function deriveSteps(
  db: WriteDb,
  added: AddedRows,
  model: readonly RecordKind[] = recordKinds,
): Steps<DerivedCounts> {
  return onBareFacts(db, deriveOnBareFacts(db, added, model), model)
}
/** Derives facts from new rows. `counted`: by kind, what the rows say, where it was counted while they were written; it is consumed. */
export interface AddedRows {
  readonly kinds: readonly string[]
  readonly sheetIds: readonly number[]
  readonly counted?: ReadonlyMap<string, FactStream>
}
function* deriveOnBareFacts(
  db: WriteDb,
  added: AddedRows,
  model: readonly RecordKind[],
): Steps<DerivedCounts> {
  const touched: Touched = { entities: new Set(), neighbours: new Set(), allNeighbours: false }
  const counts = { duplicates: 0, mirrors: 0 }
  for (const kind of added.kinds.map((id) => kindOf(model, id))) {
    const selection = rowsOfSheets(db, kind, added.sheetIds)
    const whole = isMostOf(db, kind, selection)
    const duplicates = yield* markInSteps(db, kind, selection)
    yield
    const mirrors = markMirrors(db, kind, whole ? allRows(db, kind) : selection)
    // Older rows that are duplicates of new ones now, or no longer of each other; their pairs are made again.
    const outdone = whole ? [] : [...duplicates].filter((row) => row < Number(selection.params['low'] ?? 0))
    if (outdone.length > 0)
      for (const row of markMirrorsAround(db, kind, [...outdone, ...partnersOf(db, kind, outdone)]))
        mirrors.add(row)
    yield
    const reversals = restateReversals(db, kind)
    yield
    const counted = added.counted?.get(kind.id)
    for (const entityId of yield* countFactsInSteps(db, kind, selection, 1, counted?.tally))
      touched.entities.add(entityId)
    yield
    if (
      counted === undefined ||
      !(yield* addCountedLinks(
        db,
        kind,
        counted,
        selection,
        [...duplicates, ...mirrors, ...reversals],
        touched,
      ))
    ) {
      yield* remakeLinks(
        db,
        kind,
        whole,
        (entry) => [
          ...linkKeysOfRows(db, entry, selection),
          ...linkKeysOfRows(db, entry, [...mirrors, ...outdone, ...reversals]),
        ],
        touched,
      )
    }
    counts.duplicates += duplicates.size
    counts.mirrors += mirrors.size
    yield
  }
  yield* finish(db, model, touched)
  return counts
}

/**
 * Removes the rows of a batch (evidence rows, record_entities, rows as read, row_issues of its sheets) and derives again what depended on
 * them: a duplicate whose primary is removed is promoted; counter-entries find another partner or count themselves. Sheets and batch stay.
 */
export function removeBatchFacts(
  db: WriteDb,
  removed: { readonly batchId: number },
  model: readonly RecordKind[] = recordKinds,
): void {
  atOnce(removeBatchSteps(db, removed, model))
}
/** The same step by step; the transaction stays open between them. */
export function removeBatchSteps(
  db: WriteDb,
  removed: { readonly batchId: number },
  model: readonly RecordKind[] = recordKinds,
): Steps<void> {
  return onBareFacts(db, removeOnBareFacts(db, removed, model), model)
}
function* removeOnBareFacts(
  db: WriteDb,
  removed: { readonly batchId: number },
  model: readonly RecordKind[],
): Steps<void> {
  const sheets = db
    .prepare<[number], { sheet_id: number; kind: string | null }>(
      'SELECT sheet_id, kind FROM sheets WHERE batch_id = ?',
    )
    .all(removed.batchId)
  const sheetIds = sheets.map((sheet) => sheet.sheet_id)
  const parameters = { sheets: JSON.stringify(sheetIds) }
  const touched: Touched = { entities: new Set(), neighbours: new Set(), allNeighbours: false }
  const inSheets = 'sheet_id IN (SELECT value FROM json_each(@sheets))'
  for (const id of new Set(sheets.map((sheet) => sheet.kind))) {
    if (id === null) continue
    const kind = kindOf(model, id)
    const selection = rowsOfSheets(db, kind, sheetIds)
    const whole = isMostOf(db, kind, selection)
    const keys = new Map(
      whole ? [] : rulesOf([kind]).map((entry) => [entry.rule.id, linkKeysOfRows(db, entry, selection)]),
    )
    const loose = whole ? new Set<number>() : mirrorNeighbours(db, kind, selection)
    const besides = factsBesides(db, kind, selection)
    yield
    for (const entityId of yield* countFactsInSteps(db, kind, selection, -1)) touched.entities.add(entityId)
    yield
    db.prepare(
      `DELETE FROM record_entities WHERE kind = @kind AND record_id IN (SELECT record_id FROM ${recordTable(kind.id)} WHERE ${inSheets})`,
    ).run({ ...parameters, kind: kind.id })
    touchMarks(db, tableName(kind.id), inSheets.replace('sheet_id', 'x.sheet_id'), parameters)
    yield* deleteRows(db, tableName(kind.id), inSheets, parameters)
    const promoted = yield* restateInSteps(db, kind, besides)
    yield
    const changed = whole
      ? markMirrors(db, kind, allRows(db, kind))
      : markMirrorsAround(db, kind, [...loose, ...promoted])
    for (const row of restateReversals(db, kind)) changed.add(row)
    yield* remakeLinks(
      db,
      kind,
      whole,
      (entry) => [
        ...(keys.get(entry.rule.id) ?? []),
        ...linkKeysOfRows(db, entry, [...changed, ...promoted]),
      ],
      touched,
    )
  }
  removeOriginalRows(db, sheetIds)
  yield
  yield* deleteRows(db, 'row_issues', inSheets, parameters)
  yield* finish(db, model, touched)
}

/** Pairs these rows and the rows connected to them again after a decision, finds again what takes what back, and rebuilds the links of rows that changed. */
export function repairMirrors(
  db: WriteDb,
  kindId: string,
  recordIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): void {
  atOnce(
    onBareFacts(
      db,
      oneStep(() => {
        const kind = kindOf(model, kindId)
        const touched: Touched = { entities: new Set(), neighbours: new Set(), allNeighbours: false }
        const paired = markMirrorsAround(db, kind, recordIds)
        const changed = [...new Set([...paired, ...restateReversals(db, kind)])]
        atOnce(remakeLinks(db, kind, false, (entry) => linkKeysOfRows(db, entry, changed), touched))
        atOnce(finish(db, model, touched, 'touched'))
      }),
      model,
    ),
  )
}

/** Finds again which of these rows are one fact after a decision about them, and derives what depends on it. */
export function restateRows(
  db: WriteDb,
  kindId: string,
  recordIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): void {
  rewriteRows(db, kindOf(model, kindId), [], () => recordIds, model, true)
}

/**
 * Removes rows of a kind and lets `write` write them again; it returns the records that exist then. A row may be added, removed or changed; one
 * that stays keeps its record id. Everything that depended on them, before or now, is derived again. `write` sets the outcomes and
 * counters of the rows themselves; those of their duplicates are updated here.
 */
export function rewriteRows(
  db: WriteDb,
  kind: RecordKind,
  gone: readonly number[],
  write: () => readonly number[],
  model: readonly RecordKind[] = recordKinds,
  /** They were there before, too. */
  known = false,
): void {
  atOnce(
    onBareFacts(
      db,
      oneStep(() => {
        rewriteOnBareFacts(db, kind, gone, write, model, known)
      }),
      model,
    ),
  )
}
function rewriteOnBareFacts(
  db: WriteDb,
  kind: RecordKind,
  gone: readonly number[],
  write: () => readonly number[],
  model: readonly RecordKind[],
  known: boolean,
): void {
  const touched: Touched = { entities: new Set(), neighbours: new Set(), allNeighbours: false }
  const table = recordTable(kind.id)
  const before = rowsOfRecords(gone)
  const keys = new Map(rulesOf([kind]).map((entry) => [entry.rule.id, linkKeysOfRows(db, entry, before)]))
  const loose = mirrorNeighbours(db, kind, before)
  const stated = beforeChange(db, kind, gone)
  for (const entityId of countEntityFacts(db, kind, before, -1)) touched.entities.add(entityId)
  db.prepare(
    'DELETE FROM record_entities WHERE kind = ? AND record_id IN (SELECT value FROM json_each(?))',
  ).run(kind.id, JSON.stringify(gone))
  touchMarks(db, tableName(kind.id), 'x.record_id IN (SELECT value FROM json_each(@gone))', {
    gone: JSON.stringify(gone),
  })
  db.prepare(`DELETE FROM ${table} WHERE record_id IN (SELECT value FROM json_each(?))`).run(
    JSON.stringify(gone),
  )
  const present = write()
  if (!known)
    for (const entityId of countEntityFacts(db, kind, rowsOfRecords(present), 1))
      touched.entities.add(entityId)
  const restated = restateAfter(db, kind, stated, present)
  // A row paired with a row that is a duplicate now needs a new partner.
  for (const recordId of mirrorNeighbours(db, kind, rowsOfRecords([...restated]))) loose.add(recordId)
  const paired = markMirrorsAround(db, kind, new Set([...loose, ...restated, ...present]))
  const affected = [...new Set([...present, ...restated, ...paired, ...restateReversals(db, kind)])]
  atOnce(
    remakeLinks(
      db,
      kind,
      false,
      (entry) => [...(keys.get(entry.rule.id) ?? []), ...linkKeysOfRows(db, entry, affected)],
      touched,
    ),
  )
  atOnce(finish(db, model, touched, 'touched'))
}
/** Derives everything again from the records alone. */
export function rebuildFacts(db: WriteDb, model: readonly RecordKind[] = recordKinds): void {
  atOnce(rebuildSteps(db, null, model))
}
/** The same step by step; `resolve`, where given, first finds anew which entities the rows name. Tells which kind of rows it is at. */
export function rebuildSteps(
  db: WriteDb,
  resolve: Steps<void, RebuildStage> | null,
  model: readonly RecordKind[] = recordKinds,
): Steps<void, RebuildStage> {
  const work = function* (): Steps<void, RebuildStage> {
    if (resolve !== null) yield* resolve
    yield* rebuildOnBareFacts(db, model)
  }
  return onBareFacts(db, work(), model, true)
}
/** Where a rebuild stands; undefined between two words of it. */
export type RebuildStage =
  { readonly stage: 'resolve' | 'derive'; readonly done: number; readonly total: number } | undefined
function* rebuildOnBareFacts(db: WriteDb, model: readonly RecordKind[]): Steps<void, RebuildStage> {
  db.exec('DELETE FROM identifiers; DELETE FROM links; UPDATE entities SET records = 0, links = 0')
  const touched: Touched = { entities: new Set(), neighbours: new Set(), allNeighbours: true }
  const total = model.reduce((sum, kind) => sum + allRows(db, kind).count, 0)
  let done = 0
  for (const kind of model) {
    const selection = allRows(db, kind)
    if (selection.count === 0) continue
    yield { stage: 'derive', done, total }
    forgetDuplicates(db, kind)
    yield* silently(markInSteps(db, kind, selection))
    yield { stage: 'derive', done: done + Math.floor(selection.count / 3), total }
    markMirrors(db, kind, selection)
    fillReversalMarks(db, kind)
    restateReversals(db, kind)
    yield { stage: 'derive', done: done + Math.floor(selection.count / 2), total }
    for (const entityId of yield* silently(countFactsInSteps(db, kind, selection, 1)))
      touched.entities.add(entityId)
    yield { stage: 'derive', done: done + Math.floor((selection.count * 3) / 4), total }
    rebuildLinksOfKind(db, kind)
    done += selection.count
  }
  yield { stage: 'derive', done, total }
  yield* silently(finish(db, model, touched))
}
/** Steps that tell nothing, among steps that do. */
function* silently<T>(steps: Steps<T>): Steps<T, RebuildStage> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield undefined
  }
}

/**
 * Adds the links that were summed while the rows were written, then rebuilds the links of rows that turned out to be duplicates or
 * counter-entries. Returns false and does nothing when the sums cannot be used or there are too many such rows.
 */
function* addCountedLinks(
  db: WriteDb,
  kind: RecordKind,
  { links, tally }: FactStream,
  selection: RowSelection,
  marked: readonly number[],
  touched: Touched,
): Steps<boolean> {
  if (
    links === null ||
    [...links.values()].some((sums) => sums.inexact) ||
    marked.length > Math.max(1_000, selection.count / 50)
  )
    return false
  const idOf = (number: number): number => tally.entityIds[number] ?? 0
  const total = [...links.values()].reduce((sum, { size }) => sum + size, 0)
  const add = function* (): Steps<void> {
    for (const entry of rulesOf([kind])) {
      const sums = links.get(ruleId(entry))
      if (sums !== undefined) yield* addLinks(db, entry, sums, idOf)
    }
  }
  const present = db.prepare<[], number>('SELECT count(*) FROM links').pluck().get() ?? 0
  if (total > manyRows && total > present / 2) yield* withoutIndexes(db, 'links', add())
  else yield* add()
  for (const entry of rulesOf([kind])) {
    const keys = new Map(
      linkKeysOfRows(db, entry, marked).map((key) => [`${key.fromId}/${key.toId}/${key.directed}`, key]),
    )
    rebuildLinks(db, entry, [...keys.values()])
    for (const { fromId, toId } of keys.values()) touched.neighbours.add(fromId).add(toId)
  }
  if (total > manyRows) touched.allNeighbours = true
  else
    for (const sums of links.values()) {
      for (let pair = 0; pair < sums.size; pair += 1) {
        touched.neighbours.add(idOf(sums.from(pair))).add(idOf(sums.to(pair)))
      }
    }
  return true
}
/** Above a quarter of the table, rebuilding the kind's links and pairs is cheaper than following each row. */
function isMostOf(db: Db, kind: RecordKind, selection: RowSelection): boolean {
  // Counting all rows of a large table for each small file would cost more than the file.
  return (
    db
      .prepare<[number], number>(`SELECT 1 FROM ${recordTable(kind.id)} LIMIT 1 OFFSET ?`)
      .pluck()
      .get(selection.count * 4) === undefined
  )
}
function* remakeLinks(
  db: WriteDb,
  kind: RecordKind,
  whole: boolean,
  keysOf: (entry: KindRule) => readonly LinkKey[],
  touched: Touched,
): Steps<void> {
  if (whole) {
    liftAllMerges(db)
    const rebuild = oneStep(() => {
      rebuildLinksOfKind(db, kind)
    })
    // Many links are added, or many removed.
    if (
      Math.max(
        allRows(db, kind).count,
        db.prepare<[], number>('SELECT COUNT(*) FROM links').pluck().get() ?? 0,
      ) > manyRows
    )
      yield* withoutIndexes(db, 'links', rebuild)
    else yield* rebuild
    touched.allNeighbours = true
    return
  }
  for (const entry of rulesOf([kind])) {
    const keys = new Map(keysOf(entry).map((key) => [`${key.fromId}/${key.toId}/${key.directed}`, key]))
    rebuildLinks(db, entry, [...keys.values()])
    for (const { fromId, toId } of keys.values()) touched.neighbours.add(fromId).add(toId)
  }
}
/** `unnamed`: entities that perhaps no record names any more. */
function* finish(
  db: WriteDb,
  model: readonly RecordKind[],
  touched: Touched,
  unnamed: 'all' | 'touched' = 'all',
): Steps<void> {
  removeUnnamedEntities(db, unnamed === 'all' ? 'all' : touched.entities, model)
  yield
  countNeighbours(db, touched.allNeighbours ? 'all' : touched.neighbours)
  yield
  labelEntities(db, model, touched.entities)
  factsChanged(db)
}
