/**
 * What differs between two readings of a chart. What was one node and is two now, or the other way round, is told as such: nodes belong together where they share an
 * entity. Lines are compared as they are drawn: of one kind and direction between the same two, folded as the chart is looked at. The other way round the
 * difference is the same with before and after changed over.
 */
import type { ChartEdge, ChartSettings } from '../../contract/charts.ts'
import type { LinkSums } from '../../contract/entities.ts'
import { type CurrencySum, yuan } from '../currency.ts'
import { bigOf, minorOf } from '../minor.ts'
import { sameFields } from './content.ts'
import {
  type AnnotationDifference,
  annotationDifferences,
  reversedAnnotation,
} from './annotationDifference.ts'
import { foldingOf, type FoldView } from './fold.ts'
import { groupDifferences, type GroupDifference, reversedGroup } from './groupDifference.ts'
import { defaultSettings } from './settings.ts'
import type { ChartReading, ReadingLine, ReadingNode } from './reading.ts'
import { type JoinedEdge, joinedEdges, partsKey } from './joinedLines.ts'

/** Further than this a node has moved. */
const moved = 5

export type DifferenceState = 'added' | 'gone' | 'changed'
export const nodeChanges = [
  'merged',
  'split',
  'moved',
  'hidden',
  'shown',
  'pinned',
  'unpinned',
  'note',
  'mark',
  'tags',
  'name',
] as const
export type NodeChange = (typeof nodeChanges)[number]
export interface NodeSide {
  readonly entityIds: readonly number[]
  readonly kind: string
  readonly label: string
  readonly sublabel: string
  readonly x: number
  readonly y: number
  readonly hidden: boolean
}
export interface NodeDifference {
  /** The lowest entity of both sides: the same whichever side comes first. */
  readonly id: number
  readonly state: DifferenceState
  readonly what: readonly NodeChange[]
  readonly before: NodeSide | null
  readonly after: NodeSide | null
  /** The node it is drawn inside of; left out where it stands by itself. */
  readonly inside?: number
}
export interface LineSide extends LinkSums {
  /** Some parts may rest on the same rows, and nobody has counted: at most so much. */
  readonly atMost?: true
  readonly linkIds: readonly number[]
  readonly imports?: readonly (readonly [batchId: number, facts: number])[]
}
export interface LineDifference {
  readonly linkKind: string
  readonly directed: boolean
  /** Ids of what it is drawn between, as in `NodeDifference.id`. */
  readonly from: number
  readonly to: number
  readonly state: DifferenceState
  readonly before: LineSide | null
  readonly after: LineSide | null
}
export interface SettingDifference {
  readonly setting: keyof ChartSettings
  readonly before: ChartSettings[keyof ChartSettings]
  readonly after: ChartSettings[keyof ChartSettings]
}
export interface AssumedDifference {
  readonly state: 'added' | 'gone'
  readonly from: number
  readonly to: number
  readonly directed: boolean
  readonly label: string
}
export interface ReadingDifference {
  readonly nodes: readonly NodeDifference[]
  readonly lines: readonly LineDifference[]
  readonly settings: readonly SettingDifference[]
  /** What is assumed on one side and not on the other. */
  readonly assumed: readonly AssumedDifference[]
  /** Groups made by hand that differ. */
  readonly groups: readonly GroupDifference[]
  /** What is drawn by hand and differs. */
  readonly annotations: readonly AnnotationDifference[]
  /** Lines between two that are drawn as one, which differ: they are not drawn. */
  readonly withinChanged: number
  /** Everything on either side: where the nodes that a difference names are and what they are called. */
  readonly places: readonly NodePlaceName[]
}
export interface NodePlaceName {
  readonly id: number
  readonly label: string
  readonly kind: string
  readonly x: number
  readonly y: number
  /** The entity on the chart as it is after; null when it is gone. */
  readonly entityId: number | null
}
type Sums = ReadonlyMap<string, LinkSums>
export interface SideSums {
  readonly before: Sums
  readonly after: Sums
}
const noSums: SideSums = { before: new Map(), after: new Map() }

/** Nodes of both sides that are the same: those that share an entity, directly or through others. */
interface Unit {
  readonly id: number
  readonly kind: string
  readonly before: readonly ReadingNode[]
  readonly after: readonly ReadingNode[]
}
function unitsOf(before: ChartReading, after: ChartReading): readonly Unit[] {
  const parent = new Map<number, number>()
  const find = (id: number): number => {
    let top = id
    for (let next = parent.get(top); next !== undefined && next !== top; next = parent.get(top)) top = next
    parent.set(id, top)
    return top
  }
  const join = (one: number, other: number): void => {
    const [a, b] = [find(one), find(other)]
    if (a !== b) parent.set(Math.max(a, b), Math.min(a, b))
  }
  for (const { nodes } of [before, after])
    for (const node of nodes) for (const member of node.members) join(node.entityId, member)
  const sides = new Map<number, { before: ReadingNode[]; after: ReadingNode[] }>()
  const put = (side: 'before' | 'after', node: ReadingNode): void => {
    const id = find(node.entityId)
    const known = sides.get(id) ?? { before: [], after: [] }
    known[side].push(node)
    sides.set(id, known)
  }
  for (const node of before.nodes) put('before', node)
  for (const node of after.nodes) put('after', node)
  return [...sides]
    .toSorted(([one], [other]) => one - other)
    .map(([id, side]) => ({ id, kind: (side.after[0] ?? side.before[0])?.kind ?? '', ...side }))
}

/** The difference as it is drawn under `view`. `sums`: what open lines (`atMost`) add up to where it was counted. */
export function differenceOf(
  before: ChartReading,
  after: ChartReading,
  view: FoldView,
  sums: SideSums = noSums,
): ReadingDifference {
  const units = unitsOf(before, after)
  const unitOf = {
    before: new Map(units.flatMap((unit) => unit.before.map((node) => [node.entityId, unit.id] as const))),
    after: new Map(units.flatMap((unit) => unit.after.map((node) => [node.entityId, unit.id] as const))),
  }
  const between = (side: 'before' | 'after', lines: readonly ReadingLine[]): readonly ReadingLine[] =>
    lines.flatMap((line) => {
      const [from, to] = [unitOf[side].get(line.fromId), unitOf[side].get(line.toId)]
      return from === undefined || to === undefined ? [] : [{ ...line, fromId: from, toId: to }]
    })
  const lines = { before: between('before', before.lines), after: between('after', after.lines) }
  const open = view.unfolded.map((id) => unitOf.after.get(id) ?? unitOf.before.get(id) ?? id)
  const { into } = foldingOf(
    { ...view, unfolded: open },
    units.map(({ id, kind }) => ({ entityId: id, kind })),
    [...lines.before, ...lines.after],
  )
  const split = new Set(
    units.filter((unit) => unit.before.length > 1 || unit.after.length > 1).map(({ id }) => id),
  )
  const drawn = { before: drawnLines(lines.before, into, split), after: drawnLines(lines.after, into, split) }
  return {
    nodes: units.flatMap((unit) => nodeDifference(unit, into) ?? []),
    lines: lineDifferences(drawn.before.lines, drawn.after.lines, sums, { before, after }),
    settings: settingDifferences(before.settings, after.settings),
    assumed: assumedDifferences(before, after, unitOf),
    groups: groupDifferences(before.groups ?? [], after.groups ?? [], unitOf),
    annotations: annotationDifferences(before.annotations ?? [], after.annotations ?? []),
    withinChanged: withinDifferences(drawn.before.within, drawn.after.within),
    places: units.flatMap((unit) => {
      const node = unit.after[0] ?? unit.before[0]
      return node === undefined
        ? []
        : [
            {
              id: unit.id,
              label: node.label,
              kind: node.kind,
              x: node.x,
              y: node.y,
              entityId: unit.after[0]?.entityId ?? null,
            },
          ]
    }),
  }
}

const sideOf = (nodes: readonly ReadingNode[]): NodeSide | null => {
  const [first] = nodes
  return first === undefined
    ? null
    : {
        entityIds: nodes.map(({ entityId }) => entityId).toSorted((one, other) => one - other),
        kind: first.kind,
        label: nodes.map(({ label }) => label).join('、'),
        sublabel: first.sublabel,
        x: first.x,
        y: first.y,
        hidden: nodes.every(({ hidden }) => hidden),
      }
}
function nodeDifference(unit: Unit, into: ReadonlyMap<number, number>): NodeDifference | null {
  const top = into.get(unit.id)
  const [before, after] = [sideOf(unit.before), sideOf(unit.after)]
  const inside = top === undefined ? {} : { inside: top }
  if (before === null || after === null)
    return { id: unit.id, state: before === null ? 'added' : 'gone', what: [], before, after, ...inside }
  const what = changesOf(unit, top !== undefined)
  return what.length === 0 ? null : { id: unit.id, state: 'changed', what, before, after, ...inside }
}
/** What of a node is other than before. Where something inside of another stands is not looked at: it is not drawn. */
function changesOf({ before, after }: Unit, folded: boolean): readonly NodeChange[] {
  const [one, other] = [before[0], after[0]]
  if (one === undefined || other === undefined) return []
  const members = (nodes: readonly ReadingNode[]): ReadonlySet<number> =>
    new Set(nodes.flatMap((node) => [...node.members]))
  const [then, now] = [members(before), members(after)]
  const what: NodeChange[] = []
  if (before.length > after.length || [...now].some((id) => !then.has(id))) what.push('merged')
  if (after.length > before.length || [...then].some((id) => !now.has(id))) what.push('split')
  if (!folded && Math.hypot(one.x - other.x, one.y - other.y) > moved) what.push('moved')
  const all = (nodes: readonly ReadingNode[], flag: 'hidden' | 'pinned'): boolean =>
    nodes.every((node) => node[flag])
  if (all(before, 'hidden') !== all(after, 'hidden')) what.push(all(after, 'hidden') ? 'hidden' : 'shown')
  if (all(before, 'pinned') !== all(after, 'pinned')) what.push(all(after, 'pinned') ? 'pinned' : 'unpinned')
  const texts = (nodes: readonly ReadingNode[], of: 'note' | 'label'): string =>
    [...new Set(nodes.map((node) => node[of]).filter((text) => text !== ''))].toSorted().join('\n')
  if (texts(before, 'note') !== texts(after, 'note')) what.push('note')
  const marked = (nodes: readonly ReadingNode[]): string =>
    [...new Set(nodes.map(({ colour = '', flag = '' }) => `${colour} ${flag}`))].toSorted().join('\n').trim()
  if (marked(before) !== marked(after)) what.push('mark')
  const tagged = (nodes: readonly ReadingNode[]): string =>
    [...new Set(nodes.flatMap(({ tags = [] }) => tags.map(({ name }) => name)))].toSorted().join('\n')
  if (tagged(before) !== tagged(after)) what.push('tags')
  if (before.length === 1 && after.length === 1 && one.label !== other.label) what.push('name')
  return what
}

interface DrawnLines {
  readonly lines: readonly JoinedEdge[]
  readonly within: readonly ReadingLine[]
}
/** The lines of one side between what is drawn. A line of which an end was more than one node is made of parts like a folded one. */
function drawnLines(
  lines: readonly ReadingLine[],
  into: ReadonlyMap<number, number>,
  split: ReadonlySet<number>,
): DrawnLines {
  const within: ReadingLine[] = []
  const parts: (ChartEdge & { readonly folded?: true })[] = []
  for (const line of lines) {
    const [from, to] = [into.get(line.fromId) ?? line.fromId, into.get(line.toId) ?? line.toId]
    const isMoved = from !== line.fromId || to !== line.toId || split.has(line.fromId) || split.has(line.toId)
    if (from === to && (from !== line.fromId || to !== line.toId || split.has(from))) {
      within.push(line)
      continue
    }
    const turned = !line.directed && from > to
    parts.push({
      ...line,
      fromId: turned ? to : from,
      toId: turned ? from : to,
      ...(isMoved ? { folded: true as const } : {}),
    })
  }
  return { lines: joinedEdges(parts), within }
}
const lineKey = ({
  linkKind,
  directed,
  fromId,
  toId,
}: Pick<ChartEdge, 'linkKind' | 'directed' | 'fromId' | 'toId'>): string =>
  `${linkKind} ${String(directed)} ${fromId} ${toId}`

function lineDifferences(
  before: readonly JoinedEdge[],
  after: readonly JoinedEdge[],
  sums: SideSums,
  of: { readonly before: ChartReading; readonly after: ChartReading },
): readonly LineDifference[] {
  const known = new Map(before.map((line) => [lineKey(line), line]))
  const found = new Map(after.map((line) => [lineKey(line), line]))
  const imports = { before: importsOf(of.before), after: importsOf(of.after) }
  return [...new Set([...known.keys(), ...found.keys()])].toSorted().flatMap((key) => {
    const [one, other] = [known.get(key), found.get(key)]
    const line = other ?? one
    if (line === undefined) return []
    const [then, now] = [
      one === undefined ? null : lineSide(one, sums.before, imports.before),
      other === undefined ? null : lineSide(other, sums.after, imports.after),
    ]
    if (then !== null && now !== null && sameFigures(then, now)) return []
    return [
      {
        linkKind: line.linkKind,
        directed: line.directed,
        from: line.fromId,
        to: line.toId,
        state: then === null ? ('added' as const) : now === null ? ('gone' as const) : ('changed' as const),
        before: then,
        after: now,
      },
    ]
  })
}
function importsOf({ lines }: ChartReading): ReadonlyMap<number, ReadingLine['imports']> {
  return new Map(lines.map(({ linkId, imports }) => [linkId, imports]))
}
function lineSide(
  line: JoinedEdge,
  sums: Sums,
  imports: ReadonlyMap<number, ReadingLine['imports']>,
): LineSide {
  const exact = line.atMost === true ? sums.get(partsKey(line)) : undefined
  const { count, amount, others, quantity, firstTime, lastTime } = exact ?? line
  const byImport = new Map<number, number>()
  let counted = true
  for (const part of line.parts) {
    const own = imports.get(part)
    if (own === undefined) counted = false
    for (const [batchId, facts] of own ?? []) byImport.set(batchId, (byImport.get(batchId) ?? 0) + facts)
  }
  return {
    count,
    amount,
    ...(others === undefined ? {} : { others }),
    quantity,
    firstTime,
    lastTime,
    ...(line.atMost === true && exact === undefined ? { atMost: true } : {}),
    linkIds: line.parts.toSorted((one, other) => one - other),
    ...(counted ? { imports: [...byImport].toSorted(([one], [other]) => one - other) } : {}),
  }
}
/** Whether two lines say the same: which links they are made of does not matter. */
function sameFigures(one: LineSide, other: LineSide): boolean {
  const figures = ({ linkIds: _ids, imports: _imports, ...rest }: LineSide) => rest
  return sameFields(figures(one), figures(other))
}
/** How many lines within what is drawn as one are there on one side only or say something else. */
function withinDifferences(before: readonly ReadingLine[], after: readonly ReadingLine[]): number {
  const keyOf = (line: ReadingLine): string => `${lineKey(line)} ${line.rule ?? ''}`
  const [known, found] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)]
  const told = (lines: readonly ReadingLine[] = []): string =>
    lines
      .map(({ count, amount, others, quantity, firstTime, lastTime }) =>
        JSON.stringify([count, amount, others ?? null, quantity, firstTime, lastTime]),
      )
      .toSorted()
      .join('|')
  return [...new Set([...known.keys(), ...found.keys()])].filter(
    (key) => told(known.get(key)) !== told(found.get(key)),
  ).length
}
function settingDifferences(before: ChartSettings, after: ChartSettings): readonly SettingDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ChartSettings)[]
  return (
    keys
      // What an earlier version did not know was as it is by default.
      .filter(
        (key) =>
          JSON.stringify(before[key] ?? defaultSettings[key]) !==
          JSON.stringify(after[key] ?? defaultSettings[key]),
      )
      .toSorted()
      .map((setting) => ({ setting, before: before[setting], after: after[setting] }))
  )
}

/** What is assumed on one side only, said in other words too. */
function assumedDifferences(
  before: ChartReading,
  after: ChartReading,
  unitOf: Readonly<Record<'before' | 'after', ReadonlyMap<number, number>>>,
): readonly AssumedDifference[] {
  const told = (side: 'before' | 'after', { assumed }: ChartReading) =>
    new Map(
      assumed.map(({ fromId, toId, directed, label }) => {
        const [from, to] = [unitOf[side].get(fromId) ?? fromId, unitOf[side].get(toId) ?? toId]
        return [JSON.stringify([from, to, directed, label]), { from, to, directed, label }] as const
      }),
    )
  const [then, now] = [told('before', before), told('after', after)]
  return [...new Set([...then.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const each = now.get(key) ?? then.get(key)
    if (each === undefined || (then.has(key) && now.has(key))) return []
    return [{ state: now.has(key) ? ('added' as const) : ('gone' as const), ...each }]
  })
}

/** Lines whose sums somebody has to count before they can be told: those of each side that are open in a difference. */
export function openLines({ lines }: ReadingDifference): {
  readonly before: readonly (readonly number[])[]
  readonly after: readonly (readonly number[])[]
} {
  const open = (side: 'before' | 'after') =>
    lines.flatMap((line) => (line[side]?.atMost === true ? [line[side].linkIds] : []))
  return { before: open('before'), after: open('after') }
}
/** The key under which the sums of such a line are looked for. */
export const linksKey = (linkIds: readonly number[]): string => partsKey({ parts: linkIds })

/** What a line has more after than before, a currency at a time, yuan first; below zero where it has less. */
export function moreBy({ before, after }: Pick<LineDifference, 'before' | 'after'>): {
  readonly count: number
  readonly sums: readonly CurrencySum[]
} {
  const sums = new Map<string, bigint>()
  const add = (side: LineSide | null, sign: bigint): void => {
    if (side === null) return
    const all = [
      ...(side.amount === null ? [] : [{ currency: yuan, sum: side.amount }]),
      ...(side.others ?? []),
    ]
    for (const { currency, sum } of all) sums.set(currency, (sums.get(currency) ?? 0n) + sign * bigOf(sum))
  }
  add(after, 1n)
  add(before, -1n)
  return {
    count: (after?.count ?? 0) - (before?.count ?? 0),
    sums: [...sums].flatMap(([currency, sum]) => (sum === 0n ? [] : [{ currency, sum: minorOf(sum) }])),
  }
}

const opposite: Partial<Record<NodeChange, NodeChange>> = {
  merged: 'split',
  split: 'merged',
  hidden: 'shown',
  shown: 'hidden',
  pinned: 'unpinned',
  unpinned: 'pinned',
}
const turnedState = { added: 'gone', gone: 'added', changed: 'changed' } as const
/** The same difference seen from the other side; `places` stay as they are. */
export function reversed(difference: ReadingDifference): Omit<ReadingDifference, 'places'> {
  return {
    nodes: difference.nodes.map((node) => ({
      ...node,
      state: turnedState[node.state],
      what: node.what
        .map((change) => opposite[change] ?? change)
        .toSorted((one, other) => nodeChanges.indexOf(one) - nodeChanges.indexOf(other)),
      before: node.after,
      after: node.before,
    })),
    lines: difference.lines.map((line) => ({
      ...line,
      state: turnedState[line.state],
      before: line.after,
      after: line.before,
    })),
    assumed: difference.assumed.map((each) => ({
      ...each,
      state: each.state === 'added' ? ('gone' as const) : ('added' as const),
    })),
    groups: difference.groups.map(reversedGroup),
    annotations: difference.annotations.map(reversedAnnotation),
    settings: difference.settings.map((setting) => ({
      ...setting,
      before: setting.after,
      after: setting.before,
    })),
    withinChanged: difference.withinChanged,
  }
}
