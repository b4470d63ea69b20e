/** What people added to rows: another text for a cell, a note, a tag; and the rows they entered by hand. Found beside what the file says. */
import type { RowPart } from '../../../shared/contract/search.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { statement as statementKind } from '../../../shared/model/recordKinds/statement.ts'
import type { Db } from '../store/db.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { statement } from '../store/statements.ts'

export interface AddedText {
  readonly row: number
  /** `cell`: a field of a row that was entered by hand. */
  readonly part: RowPart
  /** The field of such a row. */
  readonly field?: string
  /** The edited column; null where its field has none, and for notes and tags. */
  readonly column: number | null
  readonly text: string
  readonly folded: string
}
export type AddedTexts = ReadonlyMap<number, readonly AddedText[]>

interface Line {
  readonly sheetId: number
  readonly row: number
  readonly part: RowPart
  readonly field: string
  readonly text: string
  readonly columns: string | null
}
/** By sheet, in the order of rows: edits by column, then the note, then tags. They are few beside the rows, so they are read for each question. */
export function addedTexts(db: Db): AddedTexts {
  const lines = statement<[], Line>(
    db,
    `SELECT e.sheet_id AS sheetId, e.row, 'edit' AS part, e.field, e.text, s.columns FROM row_edits e JOIN sheets s USING (sheet_id) WHERE e.row > 0
    UNION ALL SELECT sheet_id, row, 'note', '', note, NULL FROM row_notes UNION ALL SELECT sheet_id, row, 'tag', '', name, NULL FROM row_tags JOIN tags USING (tag_id) ORDER BY 1, 2, 3, 4, 5`,
  ).all()
  const columns = new Map<string, ReadonlyMap<string, number>>()
  const bySheet = new Map<number, AddedText[]>()
  for (const line of lines) {
    let column: number | null = null
    if (line.columns !== null) {
      let known = columns.get(line.columns)
      if (known === undefined) columns.set(line.columns, (known = columnsByField(line.columns)))
      column = known.get(line.field) ?? null
    }
    const texts = bySheet.get(line.sheetId) ?? []
    bySheet.set(line.sheetId, texts)
    texts.push({ row: line.row, part: line.part, column, text: line.text, folded: folded(line.text) })
  }
  const entered = enteredTexts(db)
  if (entered.length > 0) bySheet.set(noSheet, [...(bySheet.get(noSheet) ?? []), ...entered])
  return bySheet
}
/** The sheet of rows that stand in none. */
export const noSheet = 0
/** Of what stands in a field of a row that was entered by hand, what a person wrote. */
function enteredTexts(db: Db): readonly AddedText[] {
  const fields = statementKind.fields.filter(
    ({ type, id }) => ['text', 'name', 'time'].includes(type) && !/^(?:from|to)(?:Kind|Key)$/.test(id),
  )
  return statement<[], Record<string, string | number | null>>(
    db,
    `SELECT row, ${fields.map(({ id }) => quotedName(id)).join(', ')}, substr(fromKey, instr(fromKey, ':') + 1) AS fromNumber, substr(toKey, instr(toKey, ':') + 1) AS toNumber FROM ${recordTable(statementKind.id)} ORDER BY row`,
  )
    .all()
    .flatMap((row) =>
      [...fields.map(({ id }) => id), 'fromNumber', 'toNumber'].flatMap((field) => {
        const text = String(row[field] ?? '')
        return text === ''
          ? []
          : [
              {
                row: Number(row['row']),
                part: 'cell' as const,
                field: field.replace('Number', 'Key'),
                column: null,
                text,
                folded: folded(text),
              },
            ]
      }),
    )
}
function columnsByField(json: string): ReadonlyMap<string, number> {
  // Written by the import.
  const mapped = JSON.parse(json) as readonly {
    readonly column: number | null
    readonly field: string | null
  }[]
  return new Map(
    mapped
      .flatMap(({ column, field }) => (column === null || field === null ? [] : [[field, column] as const]))
      .reverse(),
  )
}
