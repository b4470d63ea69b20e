import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type {
  EditedRow,
  RecordDetail,
  SavedView,
  TableScope,
  Tag,
  TagColour,
  ViewSettings,
} from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { plainScope } from '../model/conditions.ts'

/** Rows that something is done to: those of a scope, or the given ones among them. */
export interface ChosenRows {
  readonly scope: TableScope
  readonly recordIds: readonly number[] | null
}
function rowsOf({ scope, recordIds }: ChosenRows) {
  return { scope: plainScope(scope), ...(recordIds === null ? {} : { recordIds: [...recordIds] }) }
}

/** What people add to tables: tags and notes on rows, other texts for cells, saved views. */
export const useTableMarks = defineStore('tableMarks', () => {
  const tags = shallowRef<readonly Tag[]>([])
  const views = shallowRef<readonly SavedView[]>([])
  const tagsById = computed(() => new Map(tags.value.map((tag) => [tag.tagId, tag])))

  async function refreshTags(): Promise<void> {
    tags.value = await caseApi.call('tags.list', {})
  }
  async function refreshViews(kind: string): Promise<void> {
    views.value = await caseApi.call('views.list', { kind })
  }
  /** Errors: name-taken. */
  async function saveTag(name: string, colour: TagColour, tagId?: number): Promise<Tag> {
    const tag = await caseApi.call('tags.save', { name, colour, ...(tagId === undefined ? {} : { tagId }) })
    await refreshTags()
    return tag
  }
  async function removeTag(tagId: number): Promise<void> {
    await caseApi.call('tags.remove', { tagId })
    await refreshTags()
  }
  /** How many rows changed. Errors: selection-too-large. */
  async function tagRows(chosen: ChosenRows, tagId: number, on: boolean): Promise<number> {
    return (await caseApi.call('records.tag', { ...rowsOf(chosen), tagId, on })).rows
  }
  /** How many of the entities changed. */
  async function tagEntities(entityIds: readonly number[], tagId: number, on: boolean): Promise<number> {
    return (await caseApi.call('entities.tag', { entityIds: [...entityIds], tagId, on })).entities
  }
  /** How many rows changed. Errors: selection-too-large. */
  async function noteRows(chosen: ChosenRows, note: string): Promise<number> {
    return (await caseApi.call('records.note', { ...rowsOf(chosen), note })).rows
  }
  /** Gives a cell another text; null takes it back. Errors: row-not-editable. */
  function editCell(
    sheetId: number,
    row: number,
    field: string,
    text: string | null,
    reason = '',
  ): Promise<EditedRow> {
    return caseApi.call('records.edit', { sheetId, row, field, text, reason })
  }
  /** The same text for a field of many rows. Errors: selection-too-large, row-not-editable. */
  function replaceCells(
    chosen: ChosenRows,
    field: string,
    text: string | null,
    reason: string,
  ): Promise<{ readonly rows: number; readonly rejected: number }> {
    return caseApi.call('records.replace', { ...rowsOf(chosen), field, text, reason })
  }
  function readRecord(kind: string, recordId: number): Promise<RecordDetail> {
    return caseApi.call('records.read', { kind, recordId })
  }
  /** Errors: name-taken. */
  async function saveView(
    kind: string,
    name: string,
    settings: ViewSettings,
    viewId?: number,
  ): Promise<SavedView> {
    const plain = {
      ...settings,
      columns: [...settings.columns],
      widths: { ...settings.widths },
      sort: settings.sort.map((key) => ({ ...key })),
      filter: settings.filter.map((condition) => ({ ...condition, values: [...condition.values] })),
      group: settings.group.map((key) => ({ ...key })),
    }
    const view = await caseApi.call('views.save', {
      kind,
      name,
      settings: plain,
      ...(viewId === undefined ? {} : { viewId }),
    })
    await refreshViews(kind)
    return view
  }
  async function removeView(view: SavedView): Promise<void> {
    await caseApi.call('views.remove', { viewId: view.viewId })
    await refreshViews(view.kind)
  }
  onCaseChange(() => {
    tags.value = []
    views.value = []
  })
  return {
    tags,
    tagsById,
    views,
    refreshTags,
    refreshViews,
    saveTag,
    removeTag,
    tagRows,
    tagEntities,
    noteRows,
    editCell,
    replaceCells,
    readRecord,
    saveView,
    removeView,
  }
})
