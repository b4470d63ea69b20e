import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { UnitGroup } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** The unit copies are converted to. */
const box = '盒'

/** Seized copies in other units, and what one of them holds, as a person says it. */
export const useConversions = defineStore('conversions', () => {
  const groups = shallowRef<readonly UnitGroup[]>([])
  function clear(): void {
    groups.value = []
  }
  onCaseChange(clear)
  async function refresh(): Promise<void> {
    groups.value = await caseApi.call('measures.otherUnits', {})
  }
  /** Changes quantity and unit of the groups' rows: `boxes` for each unit. Rows without a readable quantity stay. One step. */
  async function convert(chosen: readonly UnitGroup[], boxes: number, reason: string): Promise<void> {
    const edits = chosen.flatMap(({ rows }) =>
      rows.flatMap(({ sheetId, row, quantity }) =>
        quantity === null
          ? []
          : [
              { sheetId, row, field: 'quantity', text: String(quantity * boxes) },
              { sheetId, row, field: 'unit', text: box },
            ],
      ),
    )
    if (edits.length > 0) await caseApi.call('records.editMany', { edits, reason })
  }
  return { groups, clear, refresh, convert }
})
