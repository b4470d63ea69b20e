/** The rows of the grid: records, or groups with what is open in them. */
import { ref, shallowRef, type Ref } from 'vue'
import type { GroupKey, SortKey, TableScope } from '../../../shared/contract/index.ts'
import { groupCondition } from '../../../shared/contract/records.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { groupCount, plainScope } from '../../model/conditions.ts'
import { groupedRows, type GroupedRows, type GroupRow, type TableRow } from '../../model/groupedRows.ts'
import { caseApi } from '../caseBound.ts'

/** A column's order orders the groups made of it, an amount's all of them by their sums, and the order of groups by how many rows they have. */
function groupOrder(
  sort: readonly SortKey[],
  kind: string,
  key: GroupKey | undefined,
): { readonly order: 'value' | 'count' | 'sum'; readonly descending: boolean } {
  const [first] = sort
  if (first === undefined) return { order: 'value', descending: false }
  if (first.field === key?.field) return { order: 'value', descending: first.descending }
  if (first.field === groupCount) return { order: 'count', descending: first.descending }
  const summed = recordKind(kind)?.fields.find((field) => field.summed === true)?.id
  return first.field === summed
    ? { order: 'sum', descending: first.descending }
    : { order: 'value', descending: false }
}
/** The order without what orders groups alone. */
function recordSort(sort: readonly SortKey[]): SortKey[] {
  return sort.filter(({ field }) => field !== groupCount)
}
/** The groups of a scope, all closed; groups and records are asked for as they come into sight. */
function groupTree(
  scope: TableScope,
  group: readonly GroupKey[],
  sort: Readonly<Ref<readonly SortKey[]>>,
): Promise<GroupedRows> {
  const by = group.map((key) => ({ ...key }))
  return groupedRows({
    depth: by.length,
    groups(path, offset, limit) {
      return caseApi.call('records.groups', {
        scope: plainScope(scope),
        by,
        path: [...path],
        ...groupOrder(sort.value, scope.kind, by[path.length]),
        offset,
        limit,
      })
    },
    async records(path, offset, limit) {
      const within = {
        ...scope,
        filter: [
          ...scope.filter,
          ...path.flatMap((value, level) => {
            const key = by[level]
            return key === undefined ? [] : [groupCondition(key, value)]
          }),
        ],
      }
      return (
        await caseApi.call('records.window', {
          scope: plainScope(within),
          sort: recordSort(sort.value),
          offset,
          limit,
        })
      ).rows
    },
  })
}

export function createRows(scope: Readonly<Ref<TableScope | null>>) {
  const sort = shallowRef<readonly SortKey[]>([])
  const group = shallowRef<readonly GroupKey[]>([])
  /** Records that are shown, or lie in the groups. */
  const total = ref(0)
  /** Rows of the grid: records, or groups with what is open in them. */
  const gridRows = ref(0)
  /** Goes up when the rows behind `load` have changed. */
  const version = ref(0)
  let grouped: GroupedRows | null = null

  /** Takes the order and the groups of what is shown next; groups of another table or by other fields are forgotten. */
  function arrange(order: readonly SortKey[], grouping: readonly GroupKey[], sameTable: boolean): void {
    if (!sameTable || JSON.stringify(grouping) !== JSON.stringify(group.value)) grouped = null
    group.value = grouping
    sort.value = order
    if (!sameTable) empty()
  }
  function empty(): void {
    total.value = 0
    gridRows.value = 0
  }
  function clear(): void {
    arrange([], [], false)
  }
  /** Reads how many rows there are, and the groups. False when another question has come meanwhile. */
  async function count(current: TableScope, signal: AbortSignal): Promise<boolean> {
    const { total: records } = await caseApi.call(
      'records.window',
      { scope: plainScope(current), sort: recordSort(sort.value), offset: 0, limit: 0 },
      { signal },
    )
    if (signal.aborted) return false
    const tree = group.value.length === 0 ? null : await groupTree(current, group.value, sort)
    // Those that were open stay open.
    if (tree !== null && grouped !== null && !signal.aborted) await tree.openLike(grouped)
    if (signal.aborted) return false
    total.value = records
    grouped = tree
    gridRows.value = tree === null ? records : tree.total()
    version.value++
    return true
  }
  /** Opens or closes a group. */
  async function toggleGroup(row: GroupRow): Promise<void> {
    if (grouped === null) return
    await grouped.toggle(row)
    gridRows.value = grouped.total()
    version.value++
  }
  /** Rows for the grid. */
  async function load(offset: number, limit: number, signal: AbortSignal): Promise<readonly TableRow[]> {
    const current = scope.value
    if (current === null) return []
    if (grouped !== null) return grouped.load(offset, limit)
    const page = await caseApi.call(
      'records.window',
      { scope: plainScope(current), sort: recordSort(sort.value), offset, limit },
      { signal },
    )
    if (!signal.aborted && page.total !== total.value) {
      total.value = page.total
      gridRows.value = page.total
    }
    return page.rows
  }
  /** Where a record stands in what is shown, with the groups opened that hold it; null when it is filtered out. */
  async function locate(recordId: number): Promise<number | null> {
    const current = scope.value
    if (current === null) return null
    const tree = grouped
    const by = tree === null ? [] : group.value.map((key) => ({ ...key }))
    const { offset, groups } = await caseApi.call('records.locate', {
      scope: plainScope(current),
      sort: recordSort(sort.value),
      recordId,
      by,
      orders: by.map((key) => groupOrder(sort.value, current.kind, key)),
    })
    if (offset === null || tree === null) return offset
    const place = await tree.reveal(groups, offset)
    // Another table may have come meanwhile.
    if (tree !== grouped) return null
    gridRows.value = tree.total()
    version.value++
    return place
  }

  return { sort, group, total, gridRows, version, arrange, clear, count, toggleGroup, load, locate }
}
