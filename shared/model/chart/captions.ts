/** The words on a chart, the same on the page and in every picture. */
import { nameIn, type Language } from '../../language.ts'
import { yuan, yuanOf } from '../currency.ts'
import { rangesOf } from '../doubts.ts'
import { sizeOf, type Minor } from '../minor.ts'
import { countText, moneyText, shortAmount } from '../numberText.ts'
import type { ChartEdge, ChartSettings } from '../../contract/charts.ts'
import { linkKinds, type LinkKind } from '../define.ts'
import { cutText } from './textWidth.ts'

/** The second line of an account of which no row gives a holder. */
export const unknownHolder = '户名未知'
/** Nodes with the program's own words in a language. */
export function saidIn<Chart extends { readonly nodes: readonly { readonly sublabel: string }[] }>(
  chart: Chart,
  language: Language,
): Chart {
  if (language !== 'en') return chart
  return {
    ...chart,
    nodes: chart.nodes.map((node) =>
      node.sublabel.startsWith(unknownHolder)
        ? { ...node, sublabel: node.sublabel.replace(unknownHolder, 'holder unknown') }
        : node,
    ),
  }
}
/** A long number as a chart writes it, head and tail: `6217…0751`, `181…8065`; anything else as it is. The whole stands in the inspector. */
export function shortNumber(label: string): string {
  if (/^\d{12,21}[\dXx]?$/.test(label)) return `${label.slice(0, 4)}…${label.slice(-4)}`
  return /^1\d{10}$/.test(label) ? `${label.slice(0, 3)}…${label.slice(-4)}` : label
}

/** What stands on a line: sum and number of facts where it has a sum, with its kind when `named`; its kind, and the number where the number says something. */
export function edgeCaption(
  edge: Pick<ChartEdge, 'linkKind' | 'amount' | 'others' | 'count' | 'doubts' | 'says'> & {
    readonly atMost?: true
  },
  edgeLabels: ChartSettings['edgeLabels'],
  language: Language,
  named = false,
): string {
  if (edgeLabels === 'none') return ''
  const kind = (linkKinds as readonly LinkKind[]).find((candidate) => candidate.id === edge.linkKind)
  const name = kind === undefined ? edge.linkKind : nameIn(kind, language)
  if (kind?.byHand === true) return statedCaption(name, edge.says ?? [], language)
  const inYuan = yuanOf(edge)
  const sums = [
    ...(inYuan !== null && (sizeOf(inYuan) > 0 || isOpen(edge, yuan))
      ? [yuanText(inYuan, edge.doubts, language)]
      : []),
    ...(edge.others ?? [])
      .filter(({ currency }) => currency !== yuan)
      .map(({ currency, sum }) => `${currency} ${moneyText(sum)}${isOpen(edge, currency) ? '？' : ''}`),
  ]
  const most = edge.atMost === true ? '≤ ' : ''
  if (edgeLabels === 'amount' && sums.length > 0)
    return `${named ? `${name} ` : ''}${most}${sums.join(' + ')} · ${factCountText(edge)}${language === 'zh-CN' ? ' 笔' : '×'}`
  return edge.count > 1 && kind?.standing !== true ? `${name} ${most}${factCountText(edge)}` : name
}
/** What people say is between two, a few of the words; what contradicts stands beside each other. */
function statedCaption(name: string, says: readonly string[], language: Language): string {
  const shown = says.slice(0, 3).map((words) => cutText(words, 1, 12))
  const more = says.length > shown.length ? [`+${says.length - shown.length}`] : []
  return shown.length === 0
    ? name
    : `${name}${language === 'zh-CN' ? '：' : ': '}${[...shown, ...more].join(' / ')}`
}
type Told = Pick<ChartEdge, 'count' | 'doubts'>
/** The sum in yuan; where rows behind it are undecided, what it lies between. */
function yuanText(sum: Minor, doubts: Told['doubts'], language: Language): string {
  const [range] = doubts === undefined ? [] : rangesOf([{ currency: yuan, sum }], doubts)
  return range === undefined || range.currency !== yuan
    ? shortAmount(sum, language)
    : `${shortAmount(range.low, language)}–${shortAmount(range.high, language)}`
}
/** The number of facts; where rows behind it are undecided, what it lies between. */
export function factCountText({ count, doubts }: Told): string {
  return doubts === undefined || doubts.fewer === 0
    ? countText(count)
    : `${countText(count - doubts.fewer)}–${countText(count)}`
}
function isOpen({ doubts }: Told, currency: string): boolean {
  return doubts?.swings.some((swing) => swing.currency === currency) === true
}
