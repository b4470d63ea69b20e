/** The rows of a sheet as its preview shows them: as written, with their role under the plan, beside what they become. Pure. */
import type {
  ConvertedRow,
  RowIssue,
  RowRole,
  SheetInspection,
  SheetPreview,
} from '../../../shared/contract/index.ts'
import type { SheetPlan } from '../../stores/import/importPlan.ts'

export interface ShownRow {
  readonly row: number
  readonly role: RowRole
  readonly cells: readonly string[]
  readonly converted: ConvertedRow | null
  readonly issues: ReadonlyMap<number, RowIssue>
  /** Of a row of a form: the field of each cell that is meant, by column, and the one record all of them became. Null in a table. */
  readonly form: { readonly fields: ReadonlyMap<number, string>; readonly record: ConvertedRow | null } | null
  /** One text over the whole width, as merged titles are. */
  readonly wide: boolean
  /** Rows between the row before and this one are not shown. */
  readonly gap: boolean
}
const above: ReadonlySet<RowRole> = new Set(['title', 'preamble', 'note', 'blank'])

/** The role under the planned header row; recognition's own where that is the header it found. */
function roleOf(
  row: { readonly row: number; readonly role: RowRole; readonly cells: readonly string[] },
  sheet: SheetInspection,
  plan: SheetPlan,
): RowRole {
  // Without a header every row with a cell is one of the table, once there is a kind to read it as.
  if (plan.headerRow === null)
    return row.cells.every((cell) => cell.trim() === '') ? 'blank' : plan.kind === null ? row.role : 'data'
  if (plan.headerRow === sheet.headerRow) return row.role
  if (row.row < plan.headerRow) return above.has(row.role) ? row.role : 'preamble'
  if (row.row < plan.headerRow + plan.headerRows) return 'header'
  return row.role === 'header' || row.role === 'title' || row.role === 'preamble' || row.role === 'note'
    ? 'data'
    : row.role
}
/** A form's single cells by row and column; null where the plan reads a table. */
function formCells(plan: SheetPlan): ReadonlyMap<number, ReadonlyMap<number, string>> | null {
  const cells = new Map<number, Map<number, string>>()
  let found = false
  for (const { row, column, field } of plan.columns) {
    if (row === undefined || column === null) continue
    found = true
    if (field !== null) cells.set(row, (cells.get(row) ?? new Map<number, string>()).set(column, field))
  }
  return found ? cells : null
}
/** Rows of the preview, then those further down in which something is wrong. */
export function shownRows(
  sheet: SheetInspection,
  plan: SheetPlan,
  preview: SheetPreview | null,
): readonly ShownRow[] {
  const converted = new Map((preview?.rows ?? []).map((row) => [row.row, row]))
  const last = sheet.preview.at(-1)?.row ?? 0
  const further = (preview?.rows ?? [])
    .filter((row) => row.row > last && row.issues.length > 0)
    .map((row) => ({ row: row.row, role: 'data' as const, cells: row.cells }))
  const cells = formCells(plan)
  const record = cells === null ? null : (preview?.rows[0] ?? null)
  let before: number | null = null
  return [...sheet.preview, ...further].map((row) => {
    const role = roleOf(row, sheet, plan)
    const found = converted.get(row.row) ?? null
    const filled = row.cells.filter((cell) => cell.trim() !== '').length
    const gap = before !== null && row.row > before + 1
    before = row.row
    const own = cells === null ? null : (cells.get(row.row) ?? new Map<number, string>())
    return {
      row: row.row,
      role,
      cells: row.cells,
      converted: role === 'header' ? null : found,
      gap,
      form: own === null ? null : { fields: own, record },
      issues: new Map(
        (own === null ? (found?.issues ?? []) : (record?.issues ?? [])).flatMap((issue) =>
          issue.column === null || (own !== null && own.get(issue.column) !== issue.field)
            ? []
            : [[issue.column, issue] as const],
        ),
      ),
      wide: role !== 'data' && role !== 'header' && role !== 'total' && filled === 1,
    }
  })
}
export function columnCount(sheet: SheetInspection, plan: SheetPlan): number {
  return Math.max(
    1,
    ...sheet.preview.map((row) => row.cells.length),
    ...plan.columns.map((column) => (column.column ?? -1) + 1),
  )
}
/** Whether the row is left out of the table for what it is. */
export function isSkipped(row: ShownRow): boolean {
  return row.role !== 'data' && row.role !== 'header'
}
