import type { SearchHit } from '../../../shared/contract/index.ts'
import { useNavigation } from '../../stores/navigation.ts'

/** Opens what was found: an entity in the panel, a row in its table (and the panel), a chart on its screen. */
export function useOpenHit() {
  const navigation = useNavigation()
  return (hit: SearchHit): void => {
    if (hit.type === 'entity') navigation.openEntity(hit.entityId)
    else if (hit.type === 'chart') navigation.openChart(hit.chartId)
    else {
      navigation.openTable({ kind: hit.kind, recordId: hit.recordId })
      navigation.openRecord(hit.kind, hit.recordId)
    }
  }
}
