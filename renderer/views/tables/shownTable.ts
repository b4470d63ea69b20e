/** Brings what the address asks for onto the tables screen, and keeps it as the case changes. */
import { nextTick, onMounted, ref, watch } from 'vue'
import { useChanges } from '../../stores/changes.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useTableMarks } from '../../stores/tableMarks.ts'
import { useTables } from '../../stores/tables.ts'
import type { TableAddress } from './tableAddress.ts'

/**
 * Shows `request` in the grid; `left` is called once other rows are here. `outside` is the record that was asked for and is hidden by
 * the conditions, which `showAnyway` leaves behind.
 */
export function useShownTable(
  { request, arrangement, goToRecord }: TableAddress,
  grid: { reset(): void; showRow(row: number): void },
  left: () => void,
) {
  const tables = useTables()
  const navigation = useNavigation()
  const notices = useNotices()
  const changes = useChanges()
  const marks = useTableMarks()
  const wanted = ref<number | null>(null)
  const outside = ref<number | null>(null)

  watch(
    request,
    async (next, before) => {
      if (next === null) return
      const { scope, recordId } = next
      const { sort, group } = arrangement()
      wanted.value = recordId
      outside.value = null
      const { tables: list } = tables
      await notices.attempt(async () => {
        if (list.length === 0) await tables.refreshList()
        await tables.show(scope, sort, group, () => void place(before !== undefined))
        await marks.refreshTags()
      })
    },
    { immediate: true },
  )
  /** Where the grid stands once other rows are here; figures that come later move neither it nor what was selected meanwhile. */
  async function place(changed: boolean): Promise<void> {
    left()
    await nextTick()
    if (wanted.value !== null) await showRecord(wanted.value)
    else if (changed) grid.reset()
  }
  /** Brings a record into sight and looks at it; says so when the conditions hide it. */
  async function showRecord(recordId: number): Promise<void> {
    await notices.attempt(async () => {
      const offset = await tables.locate(recordId)
      if (offset === null) {
        outside.value = recordId
        return
      }
      await nextTick()
      grid.showRow(offset)
      if (tables.scope !== null) navigation.openRecord(tables.scope.kind, recordId)
    })
  }
  function showAnyway(): void {
    if (tables.scope !== null && outside.value !== null) goToRecord(tables.scope.kind, outside.value)
  }

  onMounted(() => void notices.attempt(tables.refreshList))
  changes.whenever(['records', 'batches'], () => {
    void notices.attempt(async () => {
      await tables.refreshList()
      if (request.value !== null) await tables.refresh()
    })
  })
  return { outside, showAnyway }
}
