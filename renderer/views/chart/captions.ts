import type { ChartEdge, ChartNode, ChartSettings } from '../../../shared/contract/index.ts'
import type { ChartCaptions } from '../../chart/mountChart.ts'
import { countText, shortMoneyText } from '../../format.ts'
import { linkKindName } from '../../i18n/names.ts'
import type { Language } from '../../i18n/language.ts'

/** Words under nodes and along lines. A line without an amount says its count even when amounts are asked for. */
export function captionsIn(language: Language, times: (count: string) => string): ChartCaptions {
  return {
    node: (node: ChartNode) => (node.sublabel === '' ? node.label : `${node.label}\n${node.sublabel}`),
    edge(edge: ChartEdge, settings: ChartSettings) {
      const kind = linkKindName(edge.linkKind, language)
      if (settings.edgeLabels === 'none') return ''
      if (settings.edgeLabels === 'amount' && edge.amount !== null && edge.amount > 0) return `${shortMoneyText(edge.amount, language)} · ${times(countText(edge.count))}`
      return edge.count > 1 ? `${kind} ${countText(edge.count)}` : kind
    },
  }
}
