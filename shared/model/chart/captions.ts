/** The words on a chart, the same on the page and in every picture. */
import type { ChartEdge, ChartSettings } from '../../contract/charts.ts'
import { linkKinds, type LinkKind } from '../define.ts'

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** An amount in minor units as a chart says it: 万 or 亿 above ten thousand yuan in Chinese, k or m in English, yuan and fen below. */
export function shortAmount(minor: number, language: 'zh-CN' | 'en'): string {
  const yuan = minor / 100
  const size = Math.abs(yuan)
  if (language === 'zh-CN')
    return size >= 1e8
      ? `${grouped(yuan / 1e8, 2)} 亿`
      : size >= 1e4
        ? `${grouped(yuan / 1e4, 1)} 万`
        : `${grouped(yuan, Number.isInteger(yuan) ? 0 : 2)} 元`
  return size >= 1e6
    ? `¥${grouped(yuan / 1e6, 2)}m`
    : size >= 1e4
      ? `¥${grouped(yuan / 1e3, 1)}k`
      : `¥${grouped(yuan, Number.isInteger(yuan) ? 0 : 2)}`
}

/** A long number as a chart writes it, head and tail: `6217…0751`, `181…8065`; anything else as it is. The whole stands in the inspector. */
export function shortNumber(label: string): string {
  if (/^\d{12,21}[\dXx]?$/.test(label)) return `${label.slice(0, 4)}…${label.slice(-4)}`
  return /^1\d{10}$/.test(label) ? `${label.slice(0, 3)}…${label.slice(-4)}` : label
}

/** What stands on a line: sum and number of facts where it has a sum; its kind, and the number where the number says something. */
export function edgeCaption(
  edge: Pick<ChartEdge, 'linkKind' | 'amount' | 'count'>,
  edgeLabels: ChartSettings['edgeLabels'],
  language: 'zh-CN' | 'en',
): string {
  if (edgeLabels === 'none') return ''
  const kind = (linkKinds as readonly LinkKind[]).find((candidate) => candidate.id === edge.linkKind)
  const name = kind === undefined ? edge.linkKind : language === 'zh-CN' ? kind.nameZh : kind.nameEn
  if (edgeLabels === 'amount' && edge.amount !== null && edge.amount > 0)
    return `${shortAmount(edge.amount, language)} · ${grouped(edge.count, 0)}${language === 'zh-CN' ? ' 笔' : '×'}`
  return edge.count > 1 && kind?.standing !== true ? `${name} ${grouped(edge.count, 0)}` : name
}
