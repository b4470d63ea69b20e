/** Columns, widths and pins of the open table as a person set them, by kind; the definition's own until then. They outlive the case: they are the desk's. */
import { computed, shallowRef, type Ref } from 'vue'
import type { TableScope } from '../../../shared/contract/index.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { defaultColumns } from '../../model/tableFields.ts'

export function createColumns(scope: Readonly<Ref<TableScope | null>>) {
  const chosenColumns = shallowRef<Readonly<Record<string, readonly string[]>>>({})
  const chosenWidths = shallowRef<Readonly<Record<string, Readonly<Record<string, number>>>>>({})
  const chosenPins = shallowRef<Readonly<Record<string, number>>>({})

  const columns = computed<readonly string[]>(() => {
    const definition = scope.value === null ? undefined : recordKind(scope.value.kind)
    if (definition === undefined) return []
    return chosenColumns.value[definition.id] ?? defaultColumns(definition.id)
  })
  const pinned = computed(() => (scope.value === null ? 0 : (chosenPins.value[scope.value.kind] ?? 0)))
  const widths = computed<Readonly<Record<string, number>>>(() =>
    scope.value === null ? {} : (chosenWidths.value[scope.value.kind] ?? {}),
  )

  function setColumns(next: readonly string[]): void {
    if (scope.value !== null) chosenColumns.value = { ...chosenColumns.value, [scope.value.kind]: next }
  }
  function setWidth(column: string, width: number): void {
    const open = scope.value?.kind
    if (open !== undefined)
      chosenWidths.value = { ...chosenWidths.value, [open]: { ...chosenWidths.value[open], [column]: width } }
  }
  function setPinned(count: number): void {
    if (scope.value !== null) chosenPins.value = { ...chosenPins.value, [scope.value.kind]: count }
  }
  /** Takes columns, widths and pins of a saved view. */
  function takeColumns(
    of: string,
    view: {
      readonly columns: readonly string[]
      readonly widths: Readonly<Record<string, number>>
      readonly pinned: number
    },
  ): void {
    chosenColumns.value = { ...chosenColumns.value, [of]: view.columns }
    chosenWidths.value = { ...chosenWidths.value, [of]: view.widths }
    chosenPins.value = { ...chosenPins.value, [of]: view.pinned }
  }
  function resetColumns(): void {
    const open = scope.value?.kind
    if (open === undefined) return
    chosenPins.value = Object.fromEntries(Object.entries(chosenPins.value).filter(([key]) => key !== open))
    chosenColumns.value = Object.fromEntries(
      Object.entries(chosenColumns.value).filter(([key]) => key !== open),
    )
    chosenWidths.value = Object.fromEntries(
      Object.entries(chosenWidths.value).filter(([key]) => key !== open),
    )
  }

  return { columns, widths, pinned, setColumns, setWidth, setPinned, takeColumns, resetColumns }
}
