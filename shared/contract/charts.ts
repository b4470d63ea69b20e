import type * as v from 'valibot'
import {
  command,
  count,
  flag,
  id,
  list,
  literal,
  name,
  nothing,
  nullable,
  number,
  object,
  optional,
  query,
  returns,
  text,
  view,
} from './define.ts'
import {
  candidateOrders,
  chartLayouts,
  edgeLabelSorts,
  foldings,
  nodeScales,
  placings,
} from '../model/chart/settings.ts'
import { handColours, type HandColour } from '../model/chart/colours.ts'
import { colourings, nodeFlags, type NodeFlag } from '../model/chart/nodeColours.ts'
import type { CurrencySum } from '../model/currency.ts'
import type { Minor } from '../model/minor.ts'
import type { Doubts } from './doubts.ts'
import type { EntitySummary, LinkSummary } from './entities.ts'
import type { ChartAnnotation } from './annotations.ts'
import type { ChartGroup } from './groups.ts'
import { scope } from './scope.ts'
import { moment, span } from './span.ts'
import { chartTimeContract } from './chartTimes.ts'

export interface ChartInfo {
  readonly chartId: number
  readonly name: string
  readonly nodes: number
  /** Things on it that are not in the case now: their import was undone, or newer rules tell them by another number. */
  readonly absent: number
  readonly updatedAt: string
  /** The chart it was copied from, as it was called then; left out where it was made anew. */
  readonly origin?: { readonly chartId: number; readonly name: string }
  /** How much is drawn on it by hand; left out for nothing. */
  readonly drawn?: number
  /** It says what somebody assumes: links may be drawn on it that no row tells. Left out for every other chart. */
  readonly hypothesis?: true
}
/** A link that somebody assumes, on one chart only. It is in no figure, sum, measure or path. */
export interface AssumedLink {
  readonly assumptionId: number
  /** As the entities are seen now. */
  readonly fromId: number
  readonly toId: number
  readonly directed: boolean
  /** What is assumed. */
  readonly label: string
  readonly note: string
  readonly at: string
  readonly operator: string
}
export interface ChartNode {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  readonly sublabel: string
  readonly nameOnly: boolean
  readonly x: number
  readonly y: number
  readonly pinned: boolean
  readonly hidden: boolean
  /** Neighbours in the case, and how many of them are on this chart. */
  readonly degree: number
  readonly shown: number
  /** Sum of the amounts of its links on this chart in yuan, in minor units, exact; what is in other currencies is not in it. */
  readonly amount: Minor
  /** The same in other currencies; left out where there are none. */
  readonly others?: readonly CurrencySum[]
  /** Several of those links may rest on the same rows (what a shop sells and what it collects are one order): the sum is at most this. */
  readonly atMost?: true
  /** What nobody has decided about the rows of those links; known only where `chart.undecided` was asked too. */
  readonly doubts?: Doubts
  readonly note: string
  /** The colour and the flag that a hand gave it on this chart; left out where none did. */
  readonly colour?: HandColour
  readonly flag?: NodeFlag
  /** Tags of the entity by name; left out where it has none. */
  readonly tags?: readonly { readonly name: string; readonly colour: HandColour }[]
  /** A picture that stands for it, PNG in base64, round and small; left out where there is none. */
  readonly picture?: string
  /** How many entities claims have made one here; left out when it is just itself. */
  readonly members?: number
  /** Known by a mention of the name only, and somebody is registered under it; left out otherwise. The second line then ends with ？. */
  readonly possiblyRegistered?: true
  /** Of what it was asked for when it was expanded, how many do not stand on the chart; known only where `chart.leftOut` was asked too. */
  readonly omitted?: number
  /** Open suggestions that it is one with somebody else; known only where `chart.undecided` was asked too. */
  readonly doubles?: number
}
export type ChartEdge = LinkSummary & {
  /** The rule of the record kind that made it; left out where a line is more than one link. */
  readonly rule?: string
  /** What people who entered it by hand say is between the two; left out for lines that files say. */
  readonly says?: readonly string[]
}
/** What stands on a chart. */
export interface ChartContent {
  readonly chartId: number
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly ChartEdge[]
  /** Groups made by hand; left out where there are none, and in what a command answers. */
  readonly groups?: readonly ChartGroup[]
}
export interface ChartUndecided {
  /** Lines whose sum or number hangs on rows that nobody has decided about. */
  readonly links: readonly { readonly linkId: number; readonly doubts: Doubts }[]
  /**
   * Mentions by name only of people who stand on the chart, registered under that name: they are no node here unless somebody put them on it. A name alone
   * joins nobody, so their links are missing until a person decides.
   */
  readonly mentions: { readonly count: number; readonly links: number; readonly entityIds: readonly number[] }
  /** Who on the chart may be one with somebody else, with how many open suggestions say so. */
  readonly doubles: readonly { readonly entityId: number; readonly suggestions: number }[]
}
/** Where entities of a chart came from: the neighbours of one, or the rows of a table. */
export type ChartSource = v.InferOutput<typeof source>
/** Which of those who could come onto a chart come: of these kinds, with dealings in this time, the first by what is largest. */
export interface ChartChoice {
  readonly by?: (typeof candidateOrders)[number] | undefined
  readonly kinds?: readonly string[] | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}
/** What a choice would bring. */
export interface ChartCandidates {
  /** Who could come and is not on the chart, in all and by kind (most first), and how many of the source stand there already. */
  readonly found: number
  readonly kinds: readonly { readonly kind: string; readonly found: number }[]
  readonly present: number
  /** Of these kinds and in this time. */
  readonly fitting: number
  /** Would come, with so many lines among them and to what stands there; links of one kind and direction between two are one line. */
  readonly chosen: number
  readonly lines: number
  /** The first of those who would come. */
  readonly first: readonly {
    readonly entityId: number
    readonly kind: string
    readonly label: string
    readonly sublabel: string
    readonly nameOnly: boolean
  }[]
  /** First and last time of the links they are ordered by. */
  readonly firstTime: string | null
  readonly lastTime: string | null
  /** Most that come at once. */
  readonly most: number
}
/** A source that does not stand on the chart wholly. */
export type ChartLeftOut = ChartSource & {
  /** Of the entity whose neighbours they are; empty for rows. */
  readonly label: string
  /** How many do not stand there; null where the rows can no longer be asked for. */
  readonly hidden: number | null
}
/** A chart that the case offers by itself. */
export interface ReadyChart {
  readonly id: 'people' | 'money' | 'calls' | 'agents' | 'goods'
  /** How many people, accounts, phones, agents or ends of the goods chain it begins with, of how many there are. */
  readonly chosen: number
  readonly all: number
  /** All that would stand on it: those, and what belongs to them. */
  readonly entityIds: readonly number[]
  readonly settings: Partial<ChartSettings>
}
/** What folding a chart would need and does not stand on it. */
export interface ChartHoldings {
  /** Who holds (where nobody does: uses) what stands on the chart. */
  readonly holders: readonly number[]
  /** What the people on the chart hold or use besides. */
  readonly held: readonly number[]
}
/** What a command changed on a chart: nodes and lines that are new or other than before, and nodes that went, with their lines. */
export interface ChartDelta extends ChartContent {
  readonly removedNodes: readonly number[]
  /** How many neighbours were left out by the limit. */
  readonly omitted: number
  /** The audit row of the command, which its `changed` event names too; null when nothing changed. */
  readonly seq: number | null
}
export interface ChartSettings {
  readonly layout: (typeof chartLayouts)[number]
  readonly sizeBy: (typeof nodeScales)[number]
  /** What gives nodes their colour where no hand did. */
  readonly colourBy: (typeof colourings)[number]
  readonly edgeLabels: (typeof edgeLabelSorts)[number]
  /** Entity kinds and link kinds that are filtered away. */
  readonly hiddenKinds: readonly string[]
  readonly hiddenLinks: readonly string[]
  /** Links below this amount (yuan, minor units) are filtered away; links without an amount stay unless `onlyWithAmount`, and so do those with an amount in another currency: it is not compared. */
  readonly minAmount: number | null
  readonly onlyWithAmount: boolean
  /** Whether what a filter took all dealings from goes too. */
  readonly dropIdle: boolean
  /** Time brush (`Span`): of every dealing only the rows within it are counted and drawn. Null, and none chosen: all. */
  readonly from: string | null
  readonly to: string | null
  readonly hours: readonly number[]
  readonly weekdays: readonly number[]
  /** Whether the second line of a node says when it was first and last in a dealing. */
  readonly seen: boolean
  /** Whether the small map of the whole stands beside the chart; by its size while nobody has said so. */
  readonly map?: boolean
  /** What somebody marked on the time bar by hand. */
  readonly marks: readonly { readonly at: string; readonly text: string }[]
  /** Whether what somebody holds is drawn inside of them, and what of it is drawn open all the same: a holder, or one thing. */
  readonly foldBy: (typeof foldings)[number]
  readonly unfolded: readonly number[]
  /** Groups made by hand that are drawn as one node. */
  readonly closedGroups: readonly number[]
  /** Sources that were put on the chart and not wholly. */
  readonly cut: readonly ChartSource[]
}
export interface Chart extends ChartContent {
  readonly name: string
  readonly settings: ChartSettings
  /** Links that are assumed on this chart; left out where there are none. */
  readonly assumed?: readonly AssumedLink[]
  /** What people have drawn on it; left out where nothing is. */
  readonly annotations?: readonly ChartAnnotation[]
}

const source = object({
  entityId: optional(id),
  linkKinds: optional(list(text)),
  scope: optional(scope),
  recordIds: optional(list(id)),
})
const choice = {
  by: optional(literal(candidateOrders)),
  kinds: optional(list(text)),
  from: optional(nullable(text)),
  to: optional(nullable(text)),
}
const position = object({ entityId: id, x: number, y: number })
const settings = object({
  layout: optional(literal(chartLayouts)),
  sizeBy: optional(literal(nodeScales)),
  colourBy: optional(literal(colourings)),
  edgeLabels: optional(literal(edgeLabelSorts)),
  hiddenKinds: optional(list(text)),
  hiddenLinks: optional(list(text)),
  minAmount: optional(nullable(count)),
  onlyWithAmount: optional(flag),
  dropIdle: optional(flag),
  from: optional(span.entries.from),
  to: optional(span.entries.to),
  hours: optional(span.entries.hours),
  weekdays: optional(span.entries.weekdays),
  seen: optional(flag),
  map: optional(flag),
  marks: optional(list(object({ at: moment, text: name }))),
  foldBy: optional(literal(foldings)),
  unfolded: optional(list(id)),
  closedGroups: optional(list(id)),
  cut: optional(list(source)),
})

export const chartContract = {
  ...chartTimeContract,
  /** All charts of the case with how many entities each shows. */
  'charts.list': query(nothing, returns<readonly ChartInfo[]>()),
  /** Charts that the case offers by itself, made of what its material has; none for an empty case. */
  'charts.ready': query(nothing, returns<readonly ReadyChart[]>()),
  /** Makes a chart with the given entities on it, looked at as said, at the places given. Errors: entity-not-found. */
  'charts.create': command(
    object({
      name,
      entityIds: optional(list(id), []),
      settings: optional(settings),
      positions: optional(list(position)),
    }),
    returns<ChartInfo>(),
  ),
  /** Gives a chart another name. Errors: chart-not-found. */
  'charts.rename': command(object({ chartId: id, name }), returns<ChartInfo>()),
  /** Copies a chart with places, pins, hidden entities, notes and filters. Errors: chart-not-found. */
  'charts.duplicate': command(object({ chartId: id, name }), returns<ChartInfo>()),
  /** Copies a chart as one on which links may be assumed. Errors: chart-not-found. */
  'charts.hypothesis': command(object({ chartId: id, name }), returns<ChartInfo>()),
  /** Takes a chart out of the case; undo brings it back. Errors: chart-not-found. */
  'charts.remove': command(object({ chartId: id }), returns<null>()),
  /** A whole chart: what stands on it with places, what links it, and how it is looked at. Errors: chart-not-found. */
  'chart.read': query(object({ chartId: id }), returns<Chart>()),
  /** What nobody has decided about what the chart shows, of rows in the span where one is given. It is asked for by itself, so that a chart is there before it is known. Errors: chart-not-found. */
  'chart.undecided': query(object({ chartId: id, span: optional(span) }), returns<ChartUndecided>()),
  /** Holders of what stands on the chart, and what its people hold, that do not stand on it. Errors: chart-not-found. */
  'chart.holdings': query(object({ chartId: id }), returns<ChartHoldings>()),
  /** Puts entities on the chart and returns what came with them. */
  'chart.add': command(object({ chartId: id, entityIds: list(id) }), returns<ChartDelta>()),
  /** What a choice among the neighbours of an entity or the entities of rows would bring to a chart (null: to a new one). Errors: those of the scope. */
  'chart.foresee': query(
    object({ chartId: nullable(id), source, limit: count, ...choice }),
    returns<ChartCandidates>(),
  ),
  /** Keeps that a source was put on the chart and not wholly; returns what is missing now. Errors: chart-not-found. */
  'chart.cut': view(object({ chartId: id, source }), returns<readonly ChartLeftOut[]>()),
  /** What was put on the chart and not wholly, with how many of it are missing now. Errors: chart-not-found. */
  'chart.leftOut': query(object({ chartId: id }), returns<readonly ChartLeftOut[]>()),
  /** The entities of the rows of a table scope, at most `limit`: the most linked first unless it is said otherwise. */
  'chart.addFromRecords': command(
    object({ chartId: id, scope, recordIds: optional(list(id)), limit: count, ...choice }),
    returns<ChartDelta>(),
  ),
  /** Puts the entity's neighbours on the chart, strongest links first, at most `limit`, each at its place around the entity. */
  'chart.expand': command(
    object({ chartId: id, entityId: id, linkKinds: optional(list(text)), limit: count, ...choice }),
    returns<ChartDelta>(),
  ),
  /**
   * A step of its own, by hand or by a layout that a person asked for. By hand the nodes are pinned, so that layouts leave them. `way` is the layout or the
   * tool, so that the history can name it.
   */
  'chart.place': command(
    object({
      chartId: id,
      positions: list(position),
      by: literal(['hand', 'layout']),
      way: optional(literal(placings)),
    }),
    returns<{ readonly seq: number | null }>(),
  ),
  /** Hides entities on the chart or shows them again. */
  'chart.hide': command(object({ chartId: id, entityIds: list(id), hidden: flag }), returns<ChartDelta>()),
  /** Pins entities where they stand, so that layouts leave them, or lets them go. */
  'chart.pin': command(object({ chartId: id, entityIds: list(id), pinned: flag }), returns<ChartDelta>()),
  /** Writes a note beside an entity of the chart; an empty one takes it away. */
  'chart.note': command(object({ chartId: id, entityId: id, note: text }), returns<ChartDelta>()),
  /** Gives entities of the chart a colour or a flag by hand, or takes it off (null); what is not named stays. */
  'chart.mark': command(
    object({
      chartId: id,
      entityIds: list(id),
      colour: optional(nullable(literal(handColours))),
      flag: optional(nullable(literal(nodeFlags))),
    }),
    returns<ChartDelta>(),
  ),
  /** Takes entities off the chart; they stay in the case. */
  'chart.remove': command(object({ chartId: id, entityIds: list(id) }), returns<ChartDelta>()),
  /** Assumes a link between two that stand on the chart. Errors: chart-not-hypothesis, entity-not-found. */
  'assumptions.add': command(
    object({ chartId: id, fromId: id, toId: id, directed: flag, label: name, note: optional(text, '') }),
    returns<AssumedLink>(),
  ),
  /** Says otherwise what is assumed. Errors: assumption-not-found. */
  'assumptions.edit': command(
    object({ assumptionId: id, directed: flag, label: name, note: text }),
    returns<AssumedLink>(),
  ),
  /** Assumes it no longer. Errors: assumption-not-found. */
  'assumptions.remove': command(object({ assumptionId: id }), returns<null>()),
  /** What the chart is filtered by and drawn as; what is not named stays. */
  'chart.settings': view(object({ chartId: id, settings }), returns<ChartSettings>()),
  /** What could be expanded from an entity: neighbours by link kind, not yet on the chart. */
  'chart.expandable': query(
    object({ chartId: id, entityId: id }),
    returns<readonly { readonly linkKind: string; readonly neighbours: number; readonly hidden: number }[]>(),
  ),
} as const
export type { EntitySummary }
