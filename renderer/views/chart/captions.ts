import type { ChartNode } from '../../../shared/contract/index.ts'
import { edgeCaption, shortNumber } from '../../../shared/model/chartView.ts'
import type { ChartCaptions } from '../../chart/mountChart.ts'
import type { Language } from '../../i18n/language.ts'

/** Words under nodes and along lines, the same as in the picture of a report. */
export function captionsIn(language: Language): ChartCaptions {
  return {
    node: (node: ChartNode) =>
      node.sublabel === '' ? shortNumber(node.label) : `${shortNumber(node.label)}\n${node.sublabel}`,
    edge: (edge, settings) => edgeCaption(edge, settings.edgeLabels, language),
  }
}
