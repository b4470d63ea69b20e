/** A list held against the case: which of its lines are found among identifiers or in cells, and what is done with what was found. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type {
  FileInspection,
  Input,
  LineState,
  ListCollision,
  ListLine,
  ListLineDetail,
  ListReadAs,
} from '../../../shared/contract/index.ts'
import { host } from '../../api/index.ts'
import type { GrantedFile } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import { letGo } from '../letGo.ts'
import { putOnChart } from '../charts/putOnChart.ts'
import type { CollisionJob } from './collisionJob.ts'
import { createResultRows, wordsFilter } from './resultRows.ts'

type ListInput = Input<'collision.list'>['input']
/** What a list comes from: text, or a column of a file. */
export interface ListDraft {
  readonly text: string
  readonly file: {
    readonly inspection: FileInspection
    readonly sheet: number
    readonly column: number
    readonly fromRow: number
  } | null
}
export const emptyDraft: ListDraft = { text: '', file: null }

/** The list as the engine takes it; null when there is nothing in it. */
export function inputOf(draft: ListDraft): ListInput | null {
  if (draft.file !== null)
    return {
      fileId: draft.file.inspection.fileId,
      sheet: draft.file.sheet,
      column: draft.file.column,
      fromRow: draft.file.fromRow,
    }
  return draft.text.trim() === '' ? null : { text: draft.text }
}
type LinesOrder = NonNullable<Input<'collision.lines'>['sort']>

/** What is done with what was found: the entities behind it and the rows that state it. */
function createFound(
  list: Readonly<Ref<ListCollision | null>>,
  lineFilter: Readonly<Ref<Input<'collision.lines'>['filter']>>,
) {
  /** Entities of what is shown, or of some lines; `total` tells how many there are beyond the limit. */
  async function foundEntities(
    limit: number,
    lines?: readonly number[],
  ): Promise<{ readonly total: number; readonly entityIds: readonly number[] }> {
    const current = list.value
    if (current === null) return { total: 0, entityIds: [] }
    return caseApi.call('collision.entities', {
      resultId: current.resultId,
      filter: lineFilter.value,
      ...(lines === undefined ? {} : { lines: [...lines] }),
      limit,
    })
  }
  /** Puts a tag on the rows that state what was found, of what is shown or of some lines. How many rows changed. Errors: selection-too-large. */
  async function tagFound(tagId: number, lines?: readonly number[]): Promise<number> {
    const current = list.value
    return current === null
      ? 0
      : (
          await caseApi.call('collision.tag', {
            resultId: current.resultId,
            filter: lineFilter.value,
            ...(lines === undefined ? {} : { lines: [...lines] }),
            tagId,
            on: true,
          })
        ).rows
  }
  return { foundEntities, tagFound }
}

export function createListCollision(running: CollisionJob) {
  const draft = shallowRef<ListDraft>(emptyDraft)
  watch(
    draft,
    ({ file }, before) => {
      const given = before.file?.inspection.fileId
      if (given !== undefined && given !== file?.inspection.fileId) letGo([given])
    },
    { flush: 'sync' },
  )
  const readAs = ref<ListReadAs>('auto')
  const list = shallowRef<ListCollision | null>(null)
  const states = shallowRef<readonly LineState[]>([])
  const repeatedOnly = ref(false)
  const detail = shallowRef<ListLineDetail | null>(null)
  const stateFilter = computed(() => ({
    ...(states.value.length === 0 ? {} : { states: [...states.value] }),
    ...(repeatedOnly.value ? { repeated: true } : {}),
  }))
  const text = ref('')
  const lineFilter = computed(() => ({ ...stateFilter.value, ...wordsFilter(text.value) }))
  const rows = createResultRows<ListLine>(running, text, ({ order, offset, limit }) => {
    const current = list.value
    return current === null
      ? null
      : caseApi.call('collision.lines', {
          resultId: current.resultId,
          filter: lineFilter.value,
          // The columns that can be sorted are named as the engine names its orders.
          ...(order === null ? {} : { sort: order.field as LinesOrder, descending: order.descending }),
          offset,
          limit,
        })
  })

  /** Looks the list up among identifiers, then in every cell; the first answer is shown while the second is worked out. */
  async function collideList(): Promise<void> {
    const input = inputOf(draft.value)
    if (input === null) return
    const first = await running.run((options) =>
      caseApi.call('collision.list', { input, readAs: readAs.value }, options),
    )
    if (first === null) return
    await showList(first)
    await lookEverywhere()
  }
  async function lookEverywhere(): Promise<void> {
    const current = list.value
    if (current === null || current.everywhere) return
    const completed = await running.run((options) =>
      caseApi.call('collision.everywhere', { resultId: current.resultId }, options),
    )
    if (completed !== null && list.value?.resultId === current.resultId) await showList(completed)
  }
  async function showList(next: ListCollision): Promise<void> {
    const same = list.value?.resultId === next.resultId
    list.value = next
    if (!same) {
      states.value = []
      repeatedOnly.value = false
      rows.begin()
      detail.value = null
    }
    running.fresh()
    await rows.count()
    if (detail.value !== null) await openLine(detail.value.line.line)
  }
  async function openLine(line: number): Promise<void> {
    const current = list.value
    if (current !== null)
      detail.value = await caseApi.call('collision.line', { resultId: current.resultId, line })
  }
  /** The head of every sheet of a picked file, for choosing a column. Null when nothing was picked. */
  async function pickList(): Promise<FileInspection | null> {
    const [file] = await host.pickFiles('spreadsheets')
    return file === undefined ? null : inspectList(file)
  }
  function inspectList(file: GrantedFile): Promise<FileInspection> {
    return caseApi.call('import.inspect', { fileId: file.fileId })
  }

  function clear(): void {
    draft.value = emptyDraft
    list.value = null
    states.value = []
    repeatedOnly.value = false
    detail.value = null
    rows.clear()
  }
  return {
    draft,
    readAs,
    list,
    states,
    repeatedOnly,
    lineFilter,
    rows,
    detail,
    collideList,
    lookEverywhere,
    showList,
    openLine,
    ...createFound(list, lineFilter),
    toChart: putOnChart,
    pickList,
    inspectList,
    clear,
  }
}
