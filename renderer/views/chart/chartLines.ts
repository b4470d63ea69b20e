/** What a line on the chart is made of, and its page. */
import type { VisibleNode } from '../../../shared/model/chart/foldedNodes.ts'
import { useCharts } from '../../stores/charts.ts'
import { type FoldedLine, type LineEnd, useNavigation } from '../../stores/navigation.ts'

export function useChartLines() {
  const charts = useCharts()
  const navigation = useNavigation()
  function openLine(linkId: number): void {
    const line = foldedLine(linkId)
    if (line === null) navigation.openLink(linkId)
    else navigation.openFoldedLine(line)
  }
  /** What a line is made of, both ways; null for one that is one link as it stands in the case, and nothing comes back. */
  function foldedLine(linkId: number): FoldedLine | null {
    const lines = charts.visible.edges
    const line = lines.find((edge) => edge.linkId === linkId)
    const nodeOf = (entityId: number) => charts.visible.nodes.find((node) => node.entityId === entityId)
    const [from, to] = [nodeOf(line?.fromId ?? 0), nodeOf(line?.toId ?? 0)]
    if (line === undefined || from === undefined || to === undefined) return null
    const back = lines.find(
      (edge) =>
        edge.linkKind === line.linkKind &&
        edge.directed &&
        line.directed &&
        edge.fromId === line.toId &&
        edge.toId === line.fromId,
    )
    if (line.folded !== true && back === undefined) return null
    return { linkIds: line.parts, backIds: back?.parts ?? [], from: endOf(from), to: endOf(to) }
  }
  const endOf = ({ entityId, kind, label, nameOnly, groupId }: VisibleNode): LineEnd => ({
    entityId,
    kind,
    label,
    nameOnly,
    ...(groupId === undefined ? {} : { groupId }),
  })
  return { openLine, foldedLine }
}
