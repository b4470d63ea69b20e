/** What the tables screen shows stands in its address: scope, order and groups. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { GroupKey, SavedView, ScopeId, SortKey, TableScope } from '../../../shared/contract/index.ts'
import { nextSort } from '../../components/grid/columns.ts'
import { type Filter, groupFrom, groupText, orderOf, orderText } from '../../model/conditions.ts'
import { readTableQuery, tableQuery } from '../../stores/navigation.ts'
import { orderHeld } from '../../model/tableOrder.ts'
import { useTables } from '../../stores/tables.ts'

/** `request` is what the address asks for, null for the list of tables; the others lead to another address. */
export function useTableAddress() {
  const route = useRoute()
  const router = useRouter()
  const tables = useTables()

  const request = computed(() => (route.name === 'tables' ? readTableQuery(route.query) : null))
  /** Order and groups the address asks for. */
  const arrangement = () => ({ sort: orderOf(route.query['sort']), group: groupFrom(route.query['group']) })
  function go(
    scope: TableScope,
    sort: readonly SortKey[] = tables.sort,
    replace = false,
    group: readonly GroupKey[] = tables.scope?.kind === scope.kind ? tables.group : [],
  ): void {
    const query = {
      ...tableQuery(scope),
      ...(sort.length === 0 ? {} : { sort: orderText(sort) }),
      ...(group.length === 0 ? {} : { group: groupText(group) }),
    }
    void (replace ? router.replace({ name: 'tables', query }) : router.push({ name: 'tables', query }))
  }
  /** The whole table at one of its records. */
  function goToRecord(kind: TableScope['kind'], recordId: number): void {
    void router.push({ name: 'tables', query: { ...tableQuery({ kind }, recordId) } })
  }
  function setFilter(filter: Filter): void {
    if (tables.scope !== null) go({ ...tables.scope, filter })
  }
  function dropPart(part: ScopeId): void {
    const next = tables.withoutScopePart(part)
    if (next !== null) go(next)
  }
  function sortBy(field: string, more: boolean): void {
    if (tables.scope !== null)
      go(tables.scope, nextSort(orderHeld(tables.sort, tables.kind?.timeField), field, more), true)
  }
  /** Groups by a figure: the largest first, then the smallest, then as they were. */
  function sortGroups(field: string): void {
    if (tables.scope === null) return
    const known = tables.sort.find((key) => key.field === field)
    const next =
      known === undefined
        ? [{ field, descending: true }]
        : known.descending
          ? [{ field, descending: false }]
          : []
    go(tables.scope, next, true)
  }
  function groupBy(by: readonly GroupKey[]): void {
    if (tables.scope !== null) go(tables.scope, tables.sort, false, by)
  }
  function takeView({ kind, settings: view }: SavedView): void {
    tables.takeColumns(kind, view)
    go({ kind, filter: view.filter }, view.sort, false, view.group)
  }
  return { request, arrangement, go, goToRecord, setFilter, dropPart, sortBy, sortGroups, groupBy, takeView }
}
export type TableAddress = ReturnType<typeof useTableAddress>
