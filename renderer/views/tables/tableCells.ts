/** How the cells and rows of the shown table read and look. */
import { type Ref, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '../../i18n/language.ts'
import { isWhole } from '../../model/conditions.ts'
import { type TableRow, isGroup } from '../../model/groupedRows.ts'
import { useTables } from '../../stores/tables.ts'
import { cellCopy, cellText, cellValue } from './tableColumns.ts'

export function useTableCells(language: Readonly<Ref<Language>>) {
  const { t } = useI18n()
  const tables = useTables()
  const directionField = computed(() => tables.kind?.directionField)

  const text = (row: TableRow, column: string) =>
    tables.kind === undefined || isGroup(row) ? '' : cellText(tables.kind, row, column, language.value)
  const copyOf = (row: TableRow, column: string) =>
    tables.kind === undefined || isGroup(row) ? '' : cellCopy(tables.kind, row, column, language.value)
  /** In a part of a table a counter-entry may count for its fact; only over the whole table is it surely left out. */
  const rowClass = (row: TableRow) =>
    !isGroup(row) &&
    tables.scope !== null &&
    isWhole(tables.scope) &&
    (row.duplicateOf !== null || row.mirrorOf !== null || row.reversalOf !== null)
      ? 'is-uncounted'
      : ''
  function directionOf(row: TableRow): string {
    const found =
      tables.kind === undefined || isGroup(row) || directionField.value === undefined
        ? null
        : cellValue(tables.kind, row, directionField.value)
    return found === null ? '' : String(found.value ?? '')
  }
  function isFailed(row: TableRow): boolean {
    const { kind } = tables
    return (
      !isGroup(row) &&
      kind?.resultField !== undefined &&
      cellValue(kind, row, kind.resultField)?.value === 'failed'
    )
  }
  const fieldAt = (column: string) => tables.kind?.fields.find((field) => field.id === column)
  const editable = (_row: TableRow, column: string) => {
    const field = fieldAt(column)
    return field !== undefined && field.derived !== true
  }
  const editOf = (row: TableRow, column: string) =>
    isGroup(row) ? undefined : row.edited.find((edit) => edit.field === column)
  const cellClass = (row: TableRow, column: string) => (editOf(row, column) === undefined ? '' : 'is-edited')
  /** The whole text of a cell, and what stood there before it was edited. */
  function hintOf(row: TableRow, column: string): string {
    const edit = editOf(row, column)
    return edit === undefined
      ? text(row, column)
      : t('tables.edit.hint', {
          text: text(row, column),
          original:
            edit.original === null
              ? t('tables.edit.noColumn')
              : edit.original === ''
                ? t('kinds.empty')
                : edit.original,
        })
  }
  return {
    directionField,
    text,
    copyOf,
    rowClass,
    directionOf,
    isFailed,
    fieldAt,
    editable,
    cellClass,
    hintOf,
  }
}
