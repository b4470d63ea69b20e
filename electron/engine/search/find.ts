/** Everything in the case in whose texts the words stand: entities, charts, sheets, notes, rows. */
import { hitTypes, type HitType, type SearchAnswer, type SearchHit } from '../../../shared/contract/search.ts'
import { excerptOf, standsInTitle, type Word, wordsOf } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { statement as statementKind } from '../../../shared/model/recordKinds/statement.ts'
import type { Db } from '../store/db.ts'
import { rowSources } from '../records/rows.ts'
import { addedTexts, noSheet } from './addedTexts.ts'
import { findEntities } from './entityFind.ts'
import { statement } from '../store/statements.ts'
import { recordLines } from './recordLine.ts'
import { placesOf, type SearchedSheet, searchSheets } from './rowFind.ts'
import type { RowPlace } from './rowScan.ts'

export interface SearchQuestion {
  readonly text: string
  readonly limit: number
  readonly offset?: number | undefined
  readonly each?: number | undefined
  readonly within?:
    | {
        readonly type?: HitType | undefined
        readonly kind?: string | undefined
        readonly originalId?: number | undefined
      }
    | undefined
}
/** Hits of one type within what was asked: how many, and some of them. */
interface Section {
  readonly total: number
  hits(offset: number, limit: number): readonly SearchHit[]
}

/** See `search.find` in the contract. */
export function findInCase(db: Db, question: SearchQuestion): SearchAnswer {
  const words = wordsOf(question.text)
  const { type, kind, originalId } = question.within ?? {}
  const entities = words.length === 0 ? null : findEntities(db, words)
  const charts = matchingCharts(db, words)
  const named = matchingSheets(db, words)
  const notes = matchingNotes(db, words)
  const added = addedTexts(db)
  const sheets = searchSheets(db, words, added)
  const chosen = sheets.filter((sheet) => originalId === undefined || sheet.originalId === originalId)
  const ofKind = chosen.filter((sheet) => kind === undefined || sheet.kind === kind)
  const listed = <T extends SearchHit>(hits: readonly T[]): Section => ({
    total: hits.length,
    hits: (offset, limit) => hits.slice(offset, offset + limit),
  })
  const none: Section = { total: 0, hits: () => [] }
  const rows = (among: readonly SearchedSheet[], which: 'records' | 'others'): Section => ({
    total: sum(among.map((sheet) => sheet[which])),
    hits: (offset, limit) => described(db, placesOf(db, among, words, added, which, offset, limit), words),
  })
  const sections: Readonly<Record<HitType, Section>> = {
    entity:
      entities === null || originalId !== undefined
        ? none
        : {
            total:
              kind === undefined
                ? entities.total
                : (entities.kinds.find((entry) => entry.kind === kind)?.count ?? 0),
            hits: (offset, limit) => entities.hits(offset, limit, kind),
          },
    chart: originalId !== undefined || kind !== undefined ? none : listed(charts),
    sheet: listed(
      named
        .filter(
          (hit) =>
            (originalId === undefined || hit.originalId === originalId) &&
            (kind === undefined || hit.kind === kind),
        )
        .map(({ originalId: _, ...hit }): SearchHit => hit),
    ),
    note:
      originalId !== undefined
        ? none
        : listed(notes.filter((hit) => kind === undefined || hit.kind === kind)),
    record: rows(ofKind, 'records'),
    original: rows(ofKind, 'others'),
  }
  const asked = hitTypes.filter((candidate) => type === undefined || type === candidate)
  return {
    total: sum(asked.map((candidate) => sections[candidate].total)),
    hits:
      question.each === undefined
        ? paged(
            asked.map((candidate) => sections[candidate]),
            question.offset ?? 0,
            question.limit,
          )
        : asked
            .flatMap((candidate) => sections[candidate].hits(0, question.each ?? 0))
            .slice(0, question.limit),
    counts: {
      entity: entities?.total ?? 0,
      chart: charts.length,
      sheet: named.length,
      note: notes.length,
      record: sum(sheets.map(({ records }) => records)),
      original: sum(sheets.map(({ others }) => others)),
    },
    entityKinds: entities?.kinds ?? [],
    tables: grouped(
      sheets,
      (sheet) => sheet.kind,
      ({ records }) => records,
    ).map(([table, count]) => ({ kind: table, count })),
    files: grouped(
      sheets.filter(({ originalId: file }) => file !== 0),
      (sheet) => sheet.originalId,
      ({ records, others }) => records + others,
    ).map(([file, count]) => ({ originalId: file, file: fileName(db, file), count })),
    unindexed: sheets.filter(({ scanned }) => scanned).length,
  }
}
function paged(sections: readonly Section[], offset: number, limit: number): readonly SearchHit[] {
  const hits: SearchHit[] = []
  let skip = offset
  for (const section of sections) {
    if (hits.length >= limit) break
    if (skip < section.total) hits.push(...section.hits(skip, limit - hits.length))
    skip = Math.max(0, skip - section.total)
  }
  return hits
}
function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
function grouped<K extends string | number>(
  sheets: readonly SearchedSheet[],
  key: (sheet: SearchedSheet) => K,
  count: (sheet: SearchedSheet) => number,
): readonly (readonly [K, number])[] {
  const groups = new Map<K, number>()
  for (const sheet of sheets) groups.set(key(sheet), (groups.get(key(sheet)) ?? 0) + count(sheet))
  return [...groups]
    .filter(([, rows]) => rows > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
}
function fileName(db: Db, originalId: number): string {
  return (
    db
      .prepare<[number], string>('SELECT file_name FROM originals WHERE original_id = ?')
      .pluck()
      .get(originalId) ?? ''
  )
}
function holdsAll(words: readonly Word[], ...texts: readonly string[]): boolean {
  const compared = texts.map(folded)
  return words.length > 0 && words.every((word) => compared.some((text) => standsInTitle(word, text)))
}

function matchingCharts(
  db: Db,
  words: readonly Word[],
): readonly Extract<SearchHit, { readonly type: 'chart' }>[] {
  const written = statement<[], { chartId: number; name: string; text: string }>(
    db,
    "SELECT a.chart_id AS chartId, c.name, a.shape ->> 'text' AS text FROM chart_annotations a JOIN charts c USING (chart_id) ORDER BY a.annotation_id",
  )
    .all()
    .filter(({ text }) => holdsAll(words, text))
  return [
    ...statement<[], { chartId: number; name: string }>(
      db,
      'SELECT chart_id AS chartId, name FROM charts ORDER BY chart_id',
    )
      .all()
      .filter(({ name }) => holdsAll(words, name))
      .map(({ chartId, name }) => ({ type: 'chart' as const, chartId, label: name })),
    ...written.map(({ chartId, name, text }) => ({
      type: 'chart' as const,
      chartId,
      label: name,
      excerpt: excerptOf(text, words),
    })),
  ]
}
interface NamedSheet {
  readonly sheetId: number
  readonly batchId: number
  readonly originalId: number
  readonly kind: string | null
  readonly sheet: string
  readonly file: string
  readonly rows: number
}
/** Sheets whose file name or own name contains the words, also sheets that were not imported. */
function matchingSheets(
  db: Db,
  words: readonly Word[],
): readonly (Extract<SearchHit, { readonly type: 'sheet' }> & { readonly originalId: number })[] {
  return statement<[], NamedSheet>(
    db,
    `SELECT s.sheet_id AS sheetId, s.batch_id AS batchId, b.original_id AS originalId, s.kind, s.name AS sheet, o.file_name AS file, s.accepted + s.duplicate AS rows
    FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active' JOIN originals o USING (original_id) ORDER BY s.sheet_id`,
  )
    .all()
    .filter(({ sheet, file }) => holdsAll(words, file, sheet))
    .map((sheet) => ({
      type: 'sheet',
      label: holdsAll(words, sheet.file) ? sheet.file : sheet.sheet,
      ...sheet,
    }))
}
interface NoteRow {
  readonly entityId: number
  readonly chartId: number | null
  readonly kind: string | null
  readonly label: string | null
  readonly note: string
}
function matchingNotes(
  db: Db,
  words: readonly Word[],
): readonly Extract<SearchHit, { readonly type: 'note' }>[] {
  return statement<[], NoteRow>(
    db,
    `SELECT n.entity_id AS entityId, NULL AS chartId, e.kind, e.label, n.note FROM entity_notes n LEFT JOIN entities e USING (entity_id)
    UNION ALL SELECT n.entity_id, n.chart_id, e.kind, e.label, n.note FROM chart_nodes n LEFT JOIN entities e USING (entity_id) WHERE n.note <> '' ORDER BY 1, 2`,
  )
    .all()
    .filter(({ note }) => holdsAll(words, note))
    .map(({ entityId, chartId, kind, label, note }) => ({
      type: 'note',
      entityId,
      chartId,
      kind: kind ?? '',
      label: label ?? '',
      excerpt: excerptOf(note, words),
    }))
}

interface SheetLine {
  readonly name: string
  readonly file: string
  readonly kind: string
  readonly columns: string
}
interface KeptColumn {
  readonly column?: number | null
  readonly field?: string | null
  readonly header?: string
}
/** Rows with their file, sheet and the field of the cell. */
function described(db: Db, places: readonly RowPlace[], words: readonly Word[]): readonly SearchHit[] {
  const read = statement<[number], SheetLine>(
    db,
    'SELECT s.name, s.kind, s.columns, o.file_name AS file FROM sheets s JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE s.sheet_id = ?',
  )
  const outcome = statement<[number, number], 'header' | 'skipped' | 'rejected'>(
    db,
    'SELECT outcome FROM unrecorded_rows WHERE sheet_id = ? AND row = ?',
  ).pluck()
  const sheets = new Map<
    number,
    {
      readonly line: SheetLine
      readonly mapping: readonly KeptColumn[]
      readonly record: ReturnType<typeof recordLines>
    }
  >()
  const sources = rowSources(db)
  const entered = recordLines(db, statementKind.id, 'record')
  return places.map(({ sheetId, row, part, column, text, field }): SearchHit => {
    if (sheetId === noSheet) {
      const { fileName: file, sheet } = sources({ kind: statementKind, recordId: row, sheetId })
      const place = { sheetId, row, part, column, header: '', excerpt: excerptOf(text, words), file, sheet }
      const found = entered(row)
      if (found === undefined) return { type: 'original', outcome: 'skipped', ...place }
      return { type: 'record', kind: statementKind.id, ...found, field: field ?? null, ...place }
    }
    let sheet = sheets.get(sheetId)
    if (sheet === undefined) {
      const line = read.get(sheetId) ?? { name: '', file: '', kind: '', columns: '[]' }
      sheets.set(
        sheetId,
        (sheet = {
          line,
          mapping: JSON.parse(line.columns) as readonly KeptColumn[],
          record: recordLines(db, line.kind, 'place'),
        }),
      )
    }
    const mapped = column === null ? undefined : sheet.mapping.find((entry) => entry.column === column)
    const place = {
      sheetId,
      row,
      part,
      column,
      header: mapped?.header ?? '',
      excerpt: excerptOf(text, words),
      file: sheet.line.file,
      sheet: sheet.line.name,
    }
    const found = sheet.record(sheetId, row)
    if (found === undefined)
      return { type: 'original', outcome: outcome.get(sheetId, row) ?? 'skipped', ...place }
    return { type: 'record', kind: sheet.line.kind, ...found, field: mapped?.field ?? null, ...place }
  })
}
