/** What of a chart is drawn, and how large: pure, so that the page and the picture in a report show the same. */
import type { ChartEdge, ChartNode, ChartSettings } from '../contract/charts.ts'
import { linkKinds, type LinkKind } from './define.ts'

export interface VisibleParts {
  readonly nodes: ReadonlySet<number>
  readonly edges: ReadonlySet<number>
  /** Nodes a filter takes away (not counting those hidden by hand). */
  readonly filtered: number
  readonly hiddenByHand: number
}

function passes(edge: ChartEdge, settings: ChartSettings): boolean {
  if (settings.hiddenLinks.includes(edge.linkKind)) return false
  if (edge.amount === null) {
    if (settings.onlyWithAmount) return false
  } else if (settings.minAmount !== null && edge.amount < settings.minAmount) return false
  if (settings.from !== null && edge.lastTime !== null && edge.lastTime < settings.from) return false
  // The brush ends with its last day: '2022-03' keeps everything that begins with it.
  if (
    settings.to !== null &&
    edge.firstTime !== null &&
    edge.firstTime.slice(0, settings.to.length) > settings.to
  )
    return false
  return true
}

/**
 * What of a chart is drawn under its filters. A node goes when it is hidden by hand, when its kind is filtered away, or when it had links
 * and a filter took every one of them; a node that never had a link on the chart stays.
 */
export function visibleParts(
  nodes: readonly ChartNode[],
  edges: readonly ChartEdge[],
  settings: ChartSettings,
): VisibleParts {
  const candidates = new Set(
    nodes
      .filter((node) => !node.hidden && !settings.hiddenKinds.includes(node.kind))
      .map((node) => node.entityId),
  )
  const shownEdges = new Set<number>()
  const touched = new Set<number>()
  const linked = new Set<number>()
  for (const edge of edges) {
    if (!candidates.has(edge.fromId) || !candidates.has(edge.toId)) continue
    linked.add(edge.fromId).add(edge.toId)
    if (!passes(edge, settings)) continue
    shownEdges.add(edge.linkId)
    touched.add(edge.fromId).add(edge.toId)
  }
  const shownNodes = new Set(
    [...candidates].filter((entityId) => touched.has(entityId) || !linked.has(entityId)),
  )
  const hiddenByHand = nodes.filter((node) => node.hidden).length
  return {
    nodes: shownNodes,
    edges: shownEdges,
    filtered: nodes.length - hiddenByHand - shownNodes.size,
    hiddenByHand,
  }
}

/** Diameter in pixels: area grows with the value, so that twice the money looks twice as large; 32 without a scale. */
export function nodeSize(value: number, largest: number): number {
  if (largest <= 0) return 32
  return Math.round(24 + 40 * Math.sqrt(Math.max(0, value) / largest))
}

/** Line width in pixels by amount, on a log scale from 1.2 to 6; links without an amount stay thin. */
export function edgeWidth(amount: number | null, largest: number): number {
  if (amount === null || amount <= 0 || largest <= 0) return 1.2
  return 1.2 + 4.8 * (Math.log10(1 + amount) / Math.log10(1 + largest)) ** 3
}

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

/** Lines of one kind and direction between the same two are drawn as one: the rows that say so come from several kinds of tables. */
export function joinedEdges(
  edges: readonly ChartEdge[],
): readonly (ChartEdge & { readonly parts: readonly number[] })[] {
  const joined = new Map<string, ChartEdge & { readonly parts: readonly number[] }>()
  const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b)
  const earliest = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a)
  const latest = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a)
  for (const edge of edges) {
    const key = `${edge.linkKind} ${edge.fromId} ${edge.toId} ${edge.directed}`
    const known = joined.get(key)
    joined.set(
      key,
      known === undefined
        ? { ...edge, parts: [edge.linkId] }
        : {
            ...known,
            count: known.count + edge.count,
            amount: sum(known.amount, edge.amount),
            quantity: sum(known.quantity, edge.quantity),
            firstTime: earliest(known.firstTime, edge.firstTime),
            lastTime: latest(known.lastTime, edge.lastTime),
            parts: [...known.parts, edge.linkId],
          },
    )
  }
  return [...joined.values()]
}
