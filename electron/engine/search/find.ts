/** Everything in the case in whose texts the words stand: entities, charts, rows. */
import type { SearchHit } from '../../../shared/contract/analysis.ts'
import type { Db } from '../context.ts'
import { excerptOf, standsInTitle, type Word, wordsOf } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { matchingRows } from './rowScan.ts'
import type { RowHit } from './rowScan.ts'

type EntityHit = Extract<SearchHit, { readonly type: 'entity' }>
type ChartHit = Extract<SearchHit, { readonly type: 'chart' }>
type RecordHit = Extract<SearchHit, { readonly type: 'record' }>

/** Hits, entities and charts before rows; `total` counts every one, also those the limit leaves out. */
export function findInCase(db: Db, query: string, limit: number): { readonly total: number; readonly hits: readonly SearchHit[] } {
  const words = wordsOf(query)
  if (words.length === 0) return { total: 0, hits: [] }
  const charts = matchingCharts(db, words)
  const entities = matchingEntities(db, words)
  const rows = matchingRows(db, words, limit)
  // Neither kind of hit pushes the other out: half of the room is for rows when there are that many.
  const forRows = Math.min(rows.hits.length, Math.max(Math.ceil(limit / 2), limit - entities.length - charts.length))
  const first: readonly SearchHit[] = [...charts, ...entities].slice(0, limit - forRows)
  return { total: charts.length + entities.length + rows.total, hits: [...first, ...described(db, rows.hits.slice(0, forRows), words)] }
}

function matchingCharts(db: Db, words: readonly Word[]): readonly ChartHit[] {
  return db.prepare<[], { chartId: number; name: string }>('SELECT chart_id AS chartId, name FROM charts ORDER BY chart_id').all()
    .filter(({ name }) => words.every((word) => standsInTitle(word, folded(name))))
    .map(({ chartId, name }) => ({ type: 'chart', chartId, label: name }))
}

interface EntityText { readonly entityId: number; readonly value: string }
interface EntityRow { readonly entityId: number; readonly kind: string; readonly key: string; readonly label: string; readonly records: number; readonly nameOnly: number }

/** Entities by label, key and identifiers; a whole match first, then a beginning, then the one with more records. */
function matchingEntities(db: Db, words: readonly Word[]): readonly EntityHit[] {
  const found = new Map<number, Map<Word, string>>()
  const note = (entityId: number, value: string): void => {
    const text = folded(value)
    for (const word of words) {
      if (!standsInTitle(word, text)) continue
      let matches = found.get(entityId)
      if (matches === undefined) found.set(entityId, matches = new Map<Word, string>())
      if (!matches.has(word)) matches.set(word, value)
    }
  }
  const entities = new Map<number, EntityRow>()
  for (const row of db.prepare<[], EntityRow>('SELECT entity_id AS entityId, kind, key, label, records, name_only AS nameOnly FROM entities').iterate()) {
    note(row.entityId, row.label)
    note(row.entityId, row.key.slice(row.key.indexOf(':') + 1))
    if (found.has(row.entityId)) entities.set(row.entityId, row)
  }
  for (const { entityId, value } of db.prepare<[], EntityText>('SELECT entity_id AS entityId, value FROM identifiers').iterate()) note(entityId, value)
  const byId = db.prepare<[number], EntityRow>('SELECT entity_id AS entityId, kind, key, label, records, name_only AS nameOnly FROM entities WHERE entity_id = ?')
  const rank = (value: string): number => {
    const text = folded(value)
    const word = words[0]?.text ?? ''
    return text === word ? 0 : text.startsWith(word) ? 1 : 2
  }
  return [...found]
    .filter(([, matches]) => words.every((word) => matches.has(word)))
    .flatMap(([entityId, matches]) => {
      const row = entities.get(entityId) ?? byId.get(entityId)
      return row === undefined ? [] : [{ row, matched: matches.get(words[0] ?? { text: '', number: false, pinyin: null }) ?? row.label }]
    })
    .toSorted((a, b) => rank(a.matched) - rank(b.matched) || b.row.records - a.row.records || a.row.entityId - b.row.entityId)
    .map(({ row, matched }) => ({ type: 'entity', entityId: row.entityId, kind: row.kind, label: row.label, matched, records: row.records, nameOnly: row.nameOnly === 1 }))
}

interface SheetRow { readonly sheetId: number; readonly name: string; readonly file: string; readonly columns: string }
interface StoredColumn { readonly column?: number | null; readonly field?: string | null }

/** Rows with their file, sheet and the field their cell was taken for. */
function described(db: Db, rows: readonly RowHit[], words: readonly Word[]): readonly RecordHit[] {
  const sheets = new Map(db.prepare<[string], SheetRow>(`
    SELECT s.sheet_id AS sheetId, s.name, s.columns, o.file_name AS file FROM sheets s JOIN batches b USING (batch_id) JOIN originals o USING (original_id)
    WHERE s.sheet_id IN (SELECT value FROM json_each(?))`).all(JSON.stringify([...new Set(rows.map((row) => row.sheetId))]))
    .map((sheet) => [sheet.sheetId, { ...sheet, mapping: JSON.parse(sheet.columns) as readonly StoredColumn[] }]))
  return rows.map((hit) => {
    const sheet = sheets.get(hit.sheetId)
    return {
      type: 'record', kind: hit.kind, recordId: hit.recordId, field: sheet?.mapping.find((entry) => entry.column === hit.column)?.field ?? null,
      excerpt: excerptOf(hit.text, words), file: sheet?.file ?? '', sheet: sheet?.name ?? '', row: hit.row,
    }
  })
}
