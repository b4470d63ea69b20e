import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { BatchIssue, EditedRow, Result, RowEdit } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import type { RecordKind } from '../../shared/model/define.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

/** One field of the row that is edited: what its cell says, what a person has written over it. */
export interface EditorField {
  readonly field: string
  readonly column: number | null
  readonly header: string
  readonly original: string
  readonly written: string
  readonly required: boolean
}
export interface EditorRow {
  readonly sheetId: number
  readonly row: number
  readonly kind: string
  readonly fields: readonly EditorField[]
}

/** Rows one step may change alike. */
const mostAlike = 5_000

/** The fields of a row: those that have a column in their order, then those the row needs and nothing fills. */
function editorFields(
  kind: RecordKind,
  allColumns: Result<'import.sheet'>['columns'],
  cells: readonly string[],
  edits: readonly RowEdit[],
): readonly EditorField[] {
  const writtenFor = (field: string, original: string) =>
    edits.find((edit) => edit.field === field)?.text ?? original
  const required = (field: string) =>
    kind.fields.some(({ id, required: needed }) => id === field && needed === true)
  const columns = allColumns.filter((column) => column.field !== null && column.column !== null)
  const mapped = new Set(columns.map(({ field }) => field))
  // Of fields that stand for each other one is enough.
  const needed = [
    ...kind.fields.filter((field) => field.required === true).map(({ id }) => id),
    ...(kind.rowNeeds ?? []).filter((group) => !group.some((field) => mapped.has(field))).flat(),
  ]
  return [
    ...columns.map(({ field, column, header }) => ({
      field: field ?? '',
      column,
      header,
      original: cells[column ?? -1] ?? '',
      written: writtenFor(field ?? '', cells[column ?? -1] ?? ''),
      required: required(field ?? ''),
    })),
    ...[...new Set(needed)]
      .filter(
        (field) =>
          !mapped.has(field) && kind.fields.some(({ id, derived }) => id === field && derived !== true),
      )
      .map((field) => ({
        field,
        column: null,
        header: '',
        original: '',
        written: writtenFor(field, ''),
        required: true,
      })),
  ]
}

/** A row of a batch under edit: corrected, imported again under the mapping it came with, or taken back to what its file says. */
export const useRowEditor = defineStore('rowEditor', () => {
  const row = shallowRef<EditorRow | null>(null)
  const drafts = shallowRef<Readonly<Record<string, string>>>({})
  const edits = shallowRef<readonly RowEdit[]>([])
  let asked = 0
  const changed = computed(() =>
    (row.value?.fields ?? []).filter(
      ({ field, written }) => drafts.value[field] !== undefined && drafts.value[field] !== written,
    ),
  )

  /** Reads a row with its fields. */
  async function open(sheetId: number, at: number): Promise<void> {
    const mine = ++asked
    // Nothing may be typed into the fields of the row before.
    if (row.value?.sheetId !== sheetId || row.value.row !== at) row.value = null
    drafts.value = {}
    const [sheet, window, known] = await Promise.all([
      caseApi.call('import.sheet', { sheetId }),
      caseApi.call('records.original', { sheetId, row: at, before: 0, after: 0 }),
      caseApi.call('records.edits', { sheetId, row: at }),
    ])
    if (mine !== asked) return
    const kind = sheet.kind === null ? undefined : recordKind(sheet.kind)
    if (kind === undefined) {
      row.value = null
      return
    }
    row.value = {
      sheetId,
      row: at,
      kind: kind.id,
      fields: editorFields(kind, sheet.columns, window.rows[0]?.cells ?? [], known.rows),
    }
    edits.value = known.rows
  }
  function write(field: string, text: string): void {
    drafts.value = { ...drafts.value, [field]: text }
  }
  /** Other rows of a group of problems whose cell says the same. */
  async function alike(batchId: number, issue: BatchIssue): Promise<readonly BatchIssue[]> {
    if (issue.field === null) return []
    const { rows } = await caseApi.call('import.issues', {
      batchId,
      outcome: issue.outcome,
      reason: issue.reason,
      field: issue.field,
      offset: 0,
      limit: mostAlike,
    })
    return rows.filter(
      (other) => other.raw === issue.raw && (other.row !== issue.row || other.sheetId !== issue.sheetId),
    )
  }
  /** Imports the row again with what was written; `others` get what was written for `field` too. Returns what this row became and how many changed. */
  async function save(
    reason: string,
    others: readonly BatchIssue[] = [],
    field: string | null = null,
  ): Promise<{ readonly row: EditedRow | undefined; readonly rows: number; readonly accepted: number }> {
    const current = row.value
    if (current === null) return { row: undefined, rows: 0, accepted: 0 }
    const own = changed.value.map(({ field: changedField }) => ({
      sheetId: current.sheetId,
      row: current.row,
      field: changedField,
      text: drafts.value[changedField] ?? '',
    }))
    const text = field === null ? undefined : drafts.value[field]
    const more =
      text === undefined || field === null
        ? []
        : others.map((other) => ({ sheetId: other.sheetId, row: other.row, field, text }))
    const { rows } = await caseApi.call('records.editMany', { edits: [...own, ...more], reason })
    return {
      row: rows.find((edited) => edited.sheetId === current.sheetId && edited.row === current.row),
      rows: rows.length,
      accepted: rows.filter(({ outcome }) => outcome === 'accepted').length,
    }
  }
  /** Takes every edit of the row back. */
  async function takeBack(): Promise<void> {
    const current = row.value
    if (current === null || edits.value.length === 0) return
    await caseApi.call('records.editMany', {
      edits: edits.value.map(({ sheetId, row: at, field }) => ({ sheetId, row: at, field, text: null })),
      reason: '',
    })
    await open(current.sheetId, current.row)
  }
  function close(): void {
    asked++
    row.value = null
    drafts.value = {}
    edits.value = []
  }
  onCaseChange(close)
  return { row, drafts, edits, changed, open, write, alike, save, takeBack, close }
})
