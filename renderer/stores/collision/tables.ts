/** Two columns held against each other: values in both, only left, only right. */
import { computed, ref, shallowRef } from 'vue'
import type { Input, TablesCollision, TablesState, TablesValue } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'
import type { CollisionJob } from './collisionJob.ts'
import { createResultRows, wordsFilter } from './resultRows.ts'

export type SideInput = Input<'collision.tables'>['left']
type ValuesOrder = NonNullable<Input<'collision.values'>['sort']>

export function createTablesCollision(running: CollisionJob) {
  const tables = shallowRef<TablesCollision | null>(null)
  const tableStates = shallowRef<readonly TablesState[]>([])
  const text = ref('')
  const valueFilter = computed(() => ({
    ...(tableStates.value.length === 0 ? {} : { states: [...tableStates.value] }),
    ...wordsFilter(text.value),
  }))
  const rows = createResultRows<TablesValue>(running, text, ({ order, offset, limit }) => {
    const current = tables.value
    return current === null
      ? null
      : caseApi.call('collision.values', {
          resultId: current.resultId,
          filter: valueFilter.value,
          // The columns that can be sorted are named as the engine names its orders.
          ...(order === null ? {} : { sort: order.field as ValuesOrder, descending: order.descending }),
          offset,
          limit,
        })
  })

  async function collideTables(left: SideInput, right: SideInput): Promise<void> {
    const next = await running.run((options) => caseApi.call('collision.tables', { left, right }, options))
    if (next !== null) await showTables(next)
  }
  async function showTables(next: TablesCollision): Promise<void> {
    tables.value = next
    tableStates.value = []
    rows.begin()
    running.fresh()
    await rows.count()
  }
  function clear(): void {
    tables.value = null
    tableStates.value = []
    rows.clear()
  }
  return { tables, tableStates, valueFilter, rows, collideTables, showTables, clear }
}
