import type { SearchHit } from '../../../shared/contract/index.ts'
import { useRecent } from '../../stores/recent.ts'
import { useNavigation } from '../../stores/navigation.ts'

/** Opens what was found: an entity in the panel, a row in its table (and the panel), a row that became no record in its original, a chart on its screen. */
export function useOpenHit() {
  const navigation = useNavigation()
  const recent = useRecent()
  return (hit: SearchHit): void => {
    recent.keep(hit)
    switch (hit.type) {
      case 'entity':
        navigation.openEntity(hit.entityId)
        break
      case 'chart':
        navigation.openChart(hit.chartId)
        break
      case 'note':
        if (hit.chartId !== null) navigation.openChart(hit.chartId)
        navigation.openEntity(hit.entityId)
        break
      case 'sheet':
        if (hit.kind === null || hit.rows === 0) navigation.openScreen('import')
        else navigation.openTable({ kind: hit.kind, batch: hit.batchId })
        break
      case 'record':
        navigation.openTable({ kind: hit.kind }, hit.recordId)
        // A column without a field is seen in the original only.
        if (hit.field === null) navigation.openOriginal(hit.sheetId, hit.row, hit.column)
        else navigation.openRecord(hit.kind, hit.recordId)
        break
      case 'original':
        navigation.openOriginal(hit.sheetId, hit.row, hit.column)
        break
    }
  }
}
