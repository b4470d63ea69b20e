/** Whose list a table with two sides is: the number that stands in every row, on one side or the other. */
import { convertCell } from '../../../../shared/model/convert.ts'
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { cellOf } from '../formats/cellOf.ts'
import type { RawRow } from '../formats/cells.ts'

/** With fewer rows a number in each of them says nothing. */
const leastRows = 3

/**
 * The field of the own side and the number, where a kind tells two sides of each row by columns and nothing else says whose list it is. Null when no
 * number, or more than one, stands in every row. `rows`: those of data below the header.
 */
export function subjectOfRows(
  kind: RecordKind,
  columns: readonly ColumnMapping[],
  rows: () => readonly RawRow[],
): { readonly field: string; readonly text: string } | null {
  const rule = (kind.derive ?? []).find(({ how }) => how === 'sides')
  if (rule?.how !== 'sides') return null
  const [payer = '', payee = '', own = ''] = [rule.payer[0], rule.payee[0], rule.own[0]]
  const at = (id: string): number | undefined =>
    columns.find(({ field }) => field === id)?.column ?? undefined
  const [one, other] = [at(payer), at(payee)]
  const sides = new Set([...rule.own, ...rule.counter, ...(rule.subject ?? [])])
  const told = columns.some(({ field }) => field !== null && sides.has(field))
  const field = kind.fields.find(({ id }) => id === payer)
  if (one === undefined || other === undefined || told || field === undefined) return null
  const data = rows()
  if (data.length < leastRows) return null
  const numberIn = (row: RawRow, column: number): string | null => {
    const { value } = convertCell(field, cellOf(row, column, field, false), '')
    return typeof value === 'string' && value !== '' ? value : null
  }
  let common: readonly string[] | null = null
  for (const row of data) {
    const present: ReadonlySet<string> = new Set(
      [numberIn(row, one), numberIn(row, other)].filter((text) => text !== null),
    )
    common = (common ?? [...present]).filter((text) => present.has(text))
    if (common.length === 0) return null
  }
  const [only, another] = common ?? []
  return only === undefined || another !== undefined ? null : { field: own, text: only }
}
