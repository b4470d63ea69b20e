/** The words a drawn chart needs, in both languages. */
import type { ChartEdge, ChartSettings } from '../../../shared/contract/charts.ts'
import { entityKinds, linkKinds } from '../../../shared/model/define.ts'

export type Language = 'zh-CN' | 'en'

const grouped = (value: number, digits: number): string => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** An amount in minor units as a chart says it: 万 above ten thousand yuan in Chinese, yuan with grouping otherwise. */
export function shortAmount(minor: number, language: Language): string {
  const yuan = minor / 100
  if (language === 'zh-CN') return Math.abs(yuan) >= 10_000 ? `${grouped(yuan / 10_000, 1)} 万` : `${grouped(yuan, Number.isInteger(yuan) ? 0 : 2)} 元`
  return Math.abs(yuan) >= 1_000_000 ? `¥${grouped(yuan / 1_000_000, 2)}M` : `¥${grouped(yuan, Number.isInteger(yuan) ? 0 : 2)}`
}

/** The kind of an entity in words; the id itself for a kind this version does not know. */
export function entityKindName(id: string, language: Language): string {
  const kind = entityKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? id : language === 'zh-CN' ? kind.nameZh : kind.nameEn
}
/** The kind of a link in words; the id itself for a kind this version does not know. */
export function linkKindName(id: string, language: Language): string {
  const kind = linkKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? id : language === 'zh-CN' ? kind.nameZh : kind.nameEn
}

/** What stands on an edge: sum and number of facts where it has a sum, its kind and number otherwise. */
export function edgeCaption(edge: ChartEdge, edgeLabels: ChartSettings['edgeLabels'], language: Language): string {
  if (edgeLabels === 'none') return ''
  const kind = linkKindName(edge.linkKind, language)
  const count = language === 'zh-CN' ? `${grouped(edge.count, 0)} 笔` : `${grouped(edge.count, 0)}×`
  if (edgeLabels === 'amount' && edge.amount !== null) return `${shortAmount(edge.amount, language)} · ${count}`
  return edge.count > 1 ? `${kind} ${grouped(edge.count, 0)}` : kind
}

export const chartWords = {
  'zh-CN': { size: (nodes: number, edges: number) => `${nodes} 实体 · ${edges} 关系`, hidden: (count: number) => `按筛选或手工隐去 ${count} 个`, width: '线宽 = 金额', empty: '图上没有实体', nameOnly: '虚线 = 仅凭姓名' },
  en: { size: (nodes: number, edges: number) => `${nodes} entities · ${edges} links`, hidden: (count: number) => `${count} hidden by filter or by hand`, width: 'Line width = amount', empty: 'No entities on this chart', nameOnly: 'Dashed = known by name only' },
} as const
