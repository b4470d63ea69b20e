import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MappingsTaken, SavedMapping } from '../../../shared/contract/index.ts'
import { api, host } from '../../api/index.ts'
import { fixedValue, planInput } from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'

/** The mappings this desk has kept for headers: knowledge of the desk, not of a case. */
export const useMappings = defineStore('mappings', () => {
  const list = shallowRef<readonly SavedMapping[]>([])

  async function refresh(): Promise<void> {
    list.value = await api.call('mappings.list', {})
  }
  async function keep(
    name: string,
    kind: string,
    columns: readonly {
      readonly column: number | null
      readonly header: string
      readonly field: string | null
    }[],
  ): Promise<void> {
    await api.call('mappings.save', { name, kind, columns: columns.map((column) => ({ ...column })) })
    await refresh()
  }
  /** Keeps the mapping of a sheet; one kept before for the same header is replaced. */
  async function save(name: string, plan: SheetPlan): Promise<void> {
    const input = planInput(plan)
    if (input !== null)
      await keep(
        name,
        input.kind,
        input.columns
          .filter((column) => column.column !== null || column.header !== fixedValue)
          .map(({ column, header, field }) => ({ column, header, field })),
      )
  }
  /** The same mapping under another name. */
  async function rename(mapping: SavedMapping, name: string): Promise<void> {
    await keep(name, mapping.kind, mapping.columns)
  }
  async function bringBack(mapping: SavedMapping): Promise<void> {
    await keep(mapping.name, mapping.kind, mapping.columns)
  }
  async function remove(mappingId: string): Promise<void> {
    await api.call('mappings.remove', { mappingId })
    await refresh()
  }
  /** Lets the person keep a file of these mappings, or of all with null. */
  async function exportFile(mappingIds: readonly string[] | null): Promise<void> {
    const file = await api.call('mappings.export', {
      mappingIds: mappingIds === null ? null : [...mappingIds],
    })
    await host.save(file.fileId, file.fileName)
  }
  /** Takes mappings from a file the person chooses; null when they turned back. */
  async function takeFile(): Promise<MappingsTaken | null> {
    const [file] = await host.pickFiles('mappings')
    if (file === undefined) return null
    const taken = await api.call('mappings.import', { fileId: file.fileId })
    await refresh()
    return taken
  }
  return { list, refresh, save, rename, bringBack, remove, exportFile, takeFile }
})
