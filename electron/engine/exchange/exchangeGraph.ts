/** A chart as other programs take it: plain nodes and lines with exact values as text. */
import type { AnnotationShape } from '../../../shared/contract/annotations.ts'
import type { Doubts } from '../../../shared/contract/doubts.ts'
import { chartWords, entityKindName } from '../charts/captions.ts'
import type { ChartToDraw } from '../charts/chartToDraw.ts'
import { contentOf } from '../../../shared/model/chart/content.ts'
import { groupKind } from '../../../shared/model/chart/groups.ts'
import type { JoinedEdge } from '../../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../../shared/model/chart/visible.ts'
import { type CurrencySum, yuan, yuanOf } from '../../../shared/model/currency.ts'
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import { rangesOf } from '../../../shared/model/doubts.ts'
import { isFiltered } from '../../../shared/model/chart/settings.ts'
import { quantityScale } from '../../../shared/model/recordKinds/index.ts'
import { type Minor } from '../../../shared/model/minor.ts'
import { decimalText, moneyText } from '../../../shared/model/numberText.ts'
import { doubtsText } from '../../../shared/words/doubts.ts'
import { filterText } from '../../../shared/words/chartFilter.ts'
import { nameIn, type Language } from '../../../shared/language.ts'
import type { Db } from '../store/db.ts'

/** Values of a node or line by column; an empty text is no value. */
export type Values = Readonly<Record<string, string>>
export interface ExchangeNode {
  /** `kind:key` of the entity, the same in every file; where something is masked a number of this file. */
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly x: number
  readonly y: number
  readonly values: Values
}
export interface ExchangeEdge {
  readonly id: string
  readonly kind: string
  readonly kindName: string
  readonly from: string
  readonly to: string
  readonly directed: boolean
  readonly count: number
  readonly label: string
  readonly values: Values
  /** Links of the case it is made of. */
  readonly parts: readonly number[]
}
export interface ExchangeGraph {
  readonly name: string
  readonly nodes: readonly ExchangeNode[]
  readonly edges: readonly ExchangeEdge[]
  /** What the file does not hold, and by which rules it is as it is. */
  readonly notes: readonly string[]
  /** What is drawn on it by hand, for formats that hold it; words masked already. */
  readonly drawings: readonly AnnotationShape[]
}
export const nodeColumns = [
  'kind',
  'kindName',
  'second',
  'nameOnly',
  'amount',
  'currency',
  'otherAmounts',
  'atMost',
  'undecided',
  'inside',
  'note',
  'colour',
  'flag',
  'tags',
] as const
export const edgeColumns = [
  'kind',
  'kindName',
  'count',
  'countLeast',
  'amount',
  'currency',
  'otherAmounts',
  'amountRange',
  'atMost',
  'undecided',
  'quantity',
  'firstTime',
  'lastTime',
  'undirected',
  'sources',
] as const

/** Minor units as exact decimal text without separators: `10855.15`. */
export const exact = (minor: Minor): string => moneyText(minor).replaceAll(',', '')
const sumsText = (sums: readonly CurrencySum[]): string =>
  sums
    .filter(({ currency }) => currency !== yuan)
    .map(({ currency, sum }) => `${currency} ${exact(sum)}`)
    .join('; ')

export interface GraphAsked {
  readonly language: Language
  /** Whether names or numbers are masked: then nothing of the keys leaves either. */
  readonly masked: boolean
  /** Whether the format holds what is drawn by hand; otherwise its words alone stand in the notes. */
  readonly holdsDrawings: boolean
  /** Which files say so, by the links of a line; empty for none. */
  readonly sourcesOf: (edge: JoinedEdge) => string
}
/** The chart under its filters and folding. `chart` is masked already where something is. */
export function exchangeGraph(db: Db, chart: ChartToDraw, asked: GraphAsked): ExchangeGraph {
  const { language } = asked
  const visible = visibleChart(contentOf(chart), chart.settings, chart.sums, chart.during)
  const keys = asked.masked ? new Map<number, string>() : keysOf(db, visible.nodes)
  const labels = new Map(chart.nodes.map(({ entityId, label }) => [entityId, label]))
  const idOf = new Map(
    visible.nodes.map(({ entityId, groupId, label }, index) => [
      entityId,
      // With its title, since groups of two cases have the same numbers.
      groupId === undefined ? (keys.get(entityId) ?? `n${index + 1}`) : `${groupKind}:${groupId} ${label}`,
    ]),
  )
  const nodes = visible.nodes.map((node): ExchangeNode => {
    const amount = node.amount
    return {
      id: idOf.get(node.entityId) ?? '',
      kind: node.kind,
      label: node.label,
      x: node.x,
      y: node.y,
      values: {
        kind: node.kind,
        kindName: entityKindName(node.kind, language),
        second: node.sublabel,
        nameOnly: node.nameOnly ? 'true' : '',
        amount: BigInt(amount) === 0n ? '' : exact(amount),
        currency: BigInt(amount) === 0n ? '' : yuan,
        otherAmounts: sumsText(node.others ?? []),
        atMost: node.atMost === true ? 'true' : '',
        undecided: undecidedText(
          [{ currency: yuan, sum: amount }, ...(node.others ?? [])],
          node.doubts,
          language,
        ),
        inside: (node.groupId === undefined ? (node.inside ?? []) : [node.entityId, ...(node.inside ?? [])])
          .map((entityId) => labels.get(entityId) ?? '')
          .join('; '),
        note: node.note,
        colour: node.colour ?? '',
        flag: node.flag ?? '',
        tags: (node.tags ?? []).map(({ name }) => name).join('; '),
      },
    }
  })
  const edges = visible.edges.map((edge, index): ExchangeEdge => edgeOf(edge, index, idOf, asked))
  const drawings = (chart.annotations ?? []).map(({ shape }) => shape)
  return {
    name: chart.name,
    nodes,
    edges,
    notes: [...notesOf(chart, visible, language), ...drawingNotes(drawings, asked)],
    drawings: asked.holdsDrawings ? drawings : [],
  }
}
function edgeOf(
  edge: JoinedEdge,
  index: number,
  idOf: ReadonlyMap<number, string>,
  { language, sourcesOf }: GraphAsked,
): ExchangeEdge {
  const { others = [], doubts } = edge
  // Yuan beyond 2^53 stand with the sums in other currencies.
  const amount = yuanOf(edge)
  const sums = [
    ...(amount === null ? [] : [{ currency: yuan, sum: amount }]),
    ...others.filter(({ currency }) => currency !== yuan),
  ]
  const kind = (linkKinds as readonly LinkKind[]).find(({ id }) => id === edge.linkKind)
  const kindName = kind === undefined ? edge.linkKind : nameIn(kind, language)
  const range = (doubts === undefined ? [] : rangesOf(sums, doubts))
    .map(({ currency, low, high }) => `${currency} ${exact(low)}..${exact(high)}`)
    .join('; ')
  return {
    id: `e${index + 1}`,
    kind: edge.linkKind,
    kindName,
    from: idOf.get(edge.fromId) ?? '',
    to: idOf.get(edge.toId) ?? '',
    directed: edge.directed,
    count: edge.count,
    label: kindName,
    parts: edge.parts,
    values: {
      kind: edge.linkKind,
      kindName,
      count: String(edge.count),
      countLeast: doubts === undefined || doubts.fewer === 0 ? '' : String(edge.count - doubts.fewer),
      amount: amount === null ? '' : exact(amount),
      currency: amount === null ? '' : yuan,
      otherAmounts: sumsText(others),
      amountRange: range,
      atMost: edge.atMost === true ? 'true' : '',
      undecided: undecidedText(sums, doubts, language),
      quantity:
        edge.quantity === null
          ? ''
          : decimalText(edge.quantity, quantityScale(edge.linkKind)).replaceAll(',', ''),
      firstTime: edge.firstTime ?? '',
      lastTime: edge.lastTime ?? '',
      undirected: edge.directed ? '' : 'true',
      sources: sourcesOf(edge),
    },
  }
}
function undecidedText(sums: readonly CurrencySum[], doubts: Doubts | undefined, language: Language): string {
  return doubts === undefined ? '' : (doubtsText(sums, doubts, language) ?? '')
}
/** `kind:key`, as the case tells its entities apart. */
function keysOf(db: Db, nodes: readonly { readonly entityId: number }[]): Map<number, string> {
  return new Map(
    db
      .prepare<[string], { entityId: number; name: string }>(
        "SELECT e.entity_id AS entityId, e.kind || ':' || e.key AS name FROM json_each(?) w CROSS JOIN entities e ON e.entity_id = w.value",
      )
      .all(JSON.stringify(nodes.map(({ entityId }) => entityId)))
      .map(({ entityId, name }) => [entityId, name]),
  )
}
/** No file tells more words of drawings in its notes. */
const mostWords = 50
function drawingNotes(
  drawings: readonly AnnotationShape[],
  { holdsDrawings, language }: GraphAsked,
): readonly string[] {
  const count = drawings.length
  if (count === 0) return []
  const zh = language === 'zh-CN'
  if (holdsDrawings)
    return [
      zh
        ? `手绘的文字、箭头、框 ${count} 处在图的属性 drawings 中，为人工标注，不是材料所载`
        : `${count} text boxes, arrows and frames drawn by hand are in the attribute drawings of the graph: in no document`,
    ]
  const words = drawings.map(({ text }) => text.trim().replaceAll(/\s+/g, ' ')).filter((text) => text !== '')
  const told = words.slice(0, mostWords).map((text) => (zh ? `手绘文字：${text}` : `drawn by hand: ${text}`))
  return [
    zh
      ? `手绘的文字、箭头、框 ${count} 处未写入，此格式不收；其文字如下`
      : `${count} text boxes, arrows and frames drawn by hand are not in this file, whose format holds none; their words follow`,
    ...told,
    ...(words.length > mostWords
      ? [
          zh
            ? `另有 ${words.length - mostWords} 处文字未列`
            : `${words.length - mostWords} more are not listed`,
        ]
      : []),
  ]
}
function notesOf(
  chart: ChartToDraw,
  { nodes, filtered, filteredEdges, hiddenByHand, folding }: ReturnType<typeof visibleChart>,
  language: Language,
): readonly string[] {
  const inside = nodes.reduce((sum, node) => sum + (node.inside?.length ?? 0), 0)
  const words = chartWords[language]
  const zh = language === 'zh-CN'
  return [
    ...(isFiltered(chart.settings)
      ? [`${zh ? '筛选' : 'filter'}: ${filterText(chart.settings, language)}`]
      : []),
    ...(filtered > 0 || filteredEdges > 0
      ? [
          zh
            ? `筛选隐去${folding.into.size > 0 ? '（按未折叠计）' : ''} ${filtered} 个实体、${filteredEdges} 条关系`
            : `hidden by the filter${folding.into.size > 0 ? ' (counted unfolded)' : ''}: ${filtered} entities, ${filteredEdges} links`,
        ]
      : []),
    ...(hiddenByHand > 0
      ? [zh ? `手工隐去 ${hiddenByHand} 个实体` : `${hiddenByHand} entities hidden by hand`]
      : []),
    ...(inside > 0 ? [words.inside(inside)] : []),
    ...((chart.assumed?.length ?? 0) > 0
      ? [
          zh
            ? `${chart.assumed?.length ?? 0} 条假设的关系未写入`
            : `${chart.assumed?.length ?? 0} assumed links are not in the file`,
        ]
      : []),
    zh
      ? 'amount 为人民币元的精确十进制数；otherAmounts 为其他币种；amountRange 为含未认定行时的低..高；atMost 表示至多如此'
      : 'amount: exact decimal in yuan; otherAmounts: other currencies; amountRange: low..high where rows are undecided; atMost: at most so much',
  ]
}
