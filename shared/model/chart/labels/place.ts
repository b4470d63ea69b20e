/**
 * Where the captions of a chart stand so that none lies on another, on a node or on the title of a frame: the more important first, each at the first side where it
 * fits, and the others not at all. The same scene and view give the same places.
 */
import { captionTexts, lineShape, loopHeight, pointOn } from '../lineShape.ts'
import type { ChartScene, DrawnEdge, DrawnFrame, DrawnNode } from '../scene.ts'
import { body, type Box, boxIndex, type BoxIndex, text as texts } from './boxIndex.ts'
import { lineCrowd } from './crowd.ts'
import { cutLabel, labelWidth } from './measure.ts'

export interface LabelLine {
  readonly text: string
  /** In pixels of the picture. */
  readonly size: number
  readonly bold: boolean
  readonly tone: 'ink' | 'ink2' | 'ink3'
}
export interface PlacedLabel {
  /** Of the node, line or frame it belongs to. */
  readonly key: string
  readonly of: 'node' | 'line' | 'frame'
  readonly lines: readonly LabelLine[]
  /** In pixels of the picture: places of the chart times its scale. Lines are centred in it, those at the right of a node begin at its left, those at the left end at its right. */
  readonly box: Box
  readonly align: 'centre' | 'left' | 'right'
  /** At which of its sides or spots it stands, for the next placement. */
  readonly spot: number
  /** What lies behind it: the ground, or the face of a frame. */
  readonly ground: 'bg' | 'surface'
}
export interface LabelView {
  /** Pixels of the picture by unit of the chart. */
  readonly scale: number
  /** Keys of what is selected, found or pointed at: these are told before all others. */
  readonly raised?: ReadonlySet<string>
  /** Where captions stood before, by key: they stay there as long as they fit. */
  readonly before?: ReadonlyMap<string, number>
  /** The part of the chart that matters, in its units; all of it when left out. */
  readonly within?: Box
}

/** Sizes of texts in pixels: they grow and shrink with the chart only as far as they can be read well. */
export function labelSizes(scale: number): {
  readonly name: number
  readonly second: number
  readonly line: number
} {
  const between = (size: number, least: number, most: number): number =>
    Math.round(Math.min(most, Math.max(least, size * scale)) * 10) / 10
  return { name: between(12.5, 11, 15), second: between(11, 10, 13), line: between(11, 10, 13) }
}
const lineHeight = 1.28
/** How much of what lies behind a caption its ground covers: a line that runs through it would cross it out. */
export const plate = { node: 0.66, line: 0.86 } as const
/** Where the feet of its lines stand, from the top of the picture. */
export function baselines({
  lines,
  box,
}: Pick<PlacedLabel, 'lines' | 'box'>): readonly { readonly line: LabelLine; readonly y: number }[] {
  let top = box.top
  return lines.map((line) => {
    const y = top + line.size * 1.02
    top += line.size * lineHeight
    return { line, y }
  })
}
/** A node drawn smaller than this is a dot: captions may lie on it. */
const dot = 5
/** Of raised captions so many are told even where they must lie on nodes. */
const mostForced = 40
/** Of more lines than this the less important have no caption: there is no room for so many. */
const mostLines = 3_000
/** As wide as layouts make room for, no less than can be read. */
const mostWidth = (scale: number): number => 150 * Math.min(1.1, Math.max(0.72, scale))
/** Lines up to this number are looked at when a spot is chosen on one of them. */
const mostCrowd = 1_500

export function placeLabels(scene: ChartScene, view: LabelView): readonly PlacedLabel[] {
  const steps = placingSteps(scene, view)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
/** The same step by step, so that whoever asked may do something else in between. */
export function placingSteps(scene: ChartScene, view: LabelView): Generator<void, readonly PlacedLabel[]> {
  return new Placement(scene, view).steps()
}
/** How many are looked at between two steps. */
const atOnce = 150

function* inParts<T>(all: readonly T[], work: (one: T) => void): Generator<void> {
  for (let start = 0; start < all.length; start += atOnce) {
    for (const one of all.slice(start, start + atOnce)) work(one)
    yield
  }
}

class Placement {
  readonly #scene: ChartScene
  readonly #view: LabelView
  readonly #raised: ReadonlySet<string>
  readonly #nodes: readonly DrawnNode[]
  /** Nodes that captions keep off, captions, and the titles of frames. */
  readonly #taken: BoxIndex
  readonly #placed = new Map<string, PlacedLabel>()

  constructor(scene: ChartScene, view: LabelView) {
    this.#scene = scene
    this.#view = view
    this.#raised = view.raised ?? new Set()
    const { within } = view
    const all = [...scene.nodes.values()]
    this.#nodes =
      within === undefined
        ? all
        : all.filter(
            ({ x, y }) => x >= within.left && x <= within.right && y >= within.top && y <= within.bottom,
          )
    const area = areaOf(this.#nodes, scene.frames, view.scale)
    this.#taken = boxIndex(area)
  }

  *steps(): Generator<void, readonly PlacedLabel[]> {
    for (const node of this.#nodes)
      if (node.size * this.#view.scale >= dot || this.#raised.has(node.key))
        this.#taken.add(bodyOf(node, this.#view.scale), body)
    // What people have written stays readable: no caption lies on it.
    for (const { words } of this.#scene.byHand ?? [])
      if (words !== null) this.#taken.add(scaled(words, this.#view.scale), texts)
    for (const frame of this.#scene.frames) this.#frame(frame)
    const nodes = byImportance(this.#nodes, this.#raised)
    yield
    yield* inParts(nodes, (node) => this.#name(node))
    yield* inParts(nodes, (node) => this.#second(node))
    yield* this.#lines()
    return [...this.#placed.values()]
  }

  #fits(box: Box): boolean {
    return !this.#taken.hits(box)
  }
  #keep(label: Omit<PlacedLabel, 'ground'>): void {
    this.#taken.add(label.box, texts)
    this.#placed.set(label.key, { ...label, ground: this.#groundOf(label.box) })
  }
  #groundOf({ left, right, top, bottom }: Box): 'bg' | 'surface' {
    const { scale } = this.#view
    const [x, y] = [(left + right) / 2 / scale, (top + bottom) / 2 / scale]
    return this.#scene.frames.some(
      (frame) =>
        x >= frame.left && x <= frame.left + frame.width && y >= frame.top && y <= frame.top + frame.height,
    )
      ? 'surface'
      : 'bg'
  }

  /** The longest way to say it that the frame is wide enough for, at its foot. */
  #frame({ key, title, short = [], textSize, left, top, width, height }: DrawnFrame): void {
    const { scale } = this.#view
    const size = Math.round(Math.min(15, Math.max(11, textSize * scale)) * 10) / 10
    const room = width * scale - 10
    const text =
      [title, ...short].find((each) => labelWidth(each, size, true) <= room) ??
      cutLabel(short[0] ?? title, size, room, true)
    if (text === '' || text === '…') return
    const half = labelWidth(text, size, true) / 2
    const [middle, foot] = [(left + width / 2) * scale, (top + height) * scale - 5]
    const box = { left: middle - half, right: middle + half, top: foot - size * lineHeight, bottom: foot }
    if (this.#taken.hits(box)) return
    const lines = [{ text, size, bold: true, tone: 'ink' }] as const
    this.#keep({ key, of: 'frame', lines, box, align: 'centre', spot: 0 })
  }

  #name(node: DrawnNode): void {
    const { scale, before } = this.#view
    const raised = this.#raised.has(node.key)
    const size = labelSizes(scale).name
    const bold = raised || node.kind === 'person'
    const text = cutLabel(node.label, size, mostWidth(scale), bold)
    if (text === '') return
    const lines = [{ text, size, bold, tone: 'ink' }] as const
    const block = blockOf(lines)
    const order = sidesFrom(before?.get(node.key))
    const frame = this.#frameAround(node)
    const free = (sorts: 2 | 3, within: Box | null) => {
      for (const spot of order) {
        const box = besideNode(node, scale, block, spot)
        if ((within === null || lies(box, within)) && !this.#taken.hits(box, sorts)) return { box, spot }
      }
      return null
    }
    const found =
      (frame === null ? null : free(3, frame)) ??
      free(3, null) ??
      (raised && this.#raised.size <= mostForced ? free(texts, null) : null)
    if (found === null) return
    this.#keep({ key: node.key, of: 'node', lines, ...found, align: aligned(found.spot) })
  }
  /** How wide a line may be at its name without leaving the frame that the name stands in. */
  #roomFor(node: DrawnNode, { align, box }: PlacedLabel): number {
    const frame = this.#frameAround(node)
    if (frame === null || !lies(box, frame)) return Infinity
    if (align === 'left') return frame.right - box.left - 4
    if (align === 'right') return box.right - frame.left - 4
    const middle = (box.left + box.right) / 2
    return 2 * Math.min(middle - frame.left, frame.right - middle) - 6
  }
  /** Of the frame it stands in: its name stays in there where it can. */
  #frameAround({ x, y }: DrawnNode): Box | null {
    const { scale } = this.#view
    const frame = this.#scene.frames.find(
      ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height,
    )
    if (frame === undefined) return null
    const { left, top, width, height } = frame
    return {
      left: left * scale,
      top: top * scale,
      right: (left + width) * scale,
      bottom: (top + height) * scale,
    }
  }
  /** The second line joins the name where both fit at the same side, after all names have their places. */
  #second(node: DrawnNode): void {
    const name = this.#placed.get(node.key)
    if (name === undefined || node.sublabel === '') return
    const { scale } = this.#view
    const size = labelSizes(scale).second
    const text = cutLabel(node.sublabel, size, Math.min(mostWidth(scale), this.#roomFor(node, name)))
    if (text === '') return
    const lines: readonly LabelLine[] = [...name.lines, { text, size, bold: false, tone: 'ink3' }]
    const block = blockOf(lines)
    // Below and at the sides the name stays where it is; above it moves up.
    const { left, right, top, bottom } = name.box
    const middle = (left + right) / 2
    const [from, to] =
      name.align === 'left'
        ? [left, left + block.width]
        : name.align === 'right'
          ? [right - block.width, right]
          : [middle - block.width / 2, middle + block.width / 2]
    const isAbove = name.spot === above
    const box = {
      left: Math.min(left, from),
      right: Math.max(right, to),
      top: isAbove ? bottom - block.height : top,
      bottom: isAbove ? bottom : top + block.height,
    }
    const added = { ...box, ...(isAbove ? { bottom: top } : { top: bottom }) }
    // What is new of it: the line itself, and where it makes the name's line wider, that too.
    if (!this.#fits(added) || !this.#fitsBeside(box, name.box)) return
    this.#keep({ ...name, lines, box })
  }
  #fitsBeside({ left, right }: Box, own: Box): boolean {
    return (
      (left >= own.left || this.#fits({ ...own, left, right: own.left })) &&
      (right <= own.right || this.#fits({ ...own, left: own.right, right }))
    )
  }

  *#lines(): Generator<void> {
    const drawn = [...this.#scene.edges.values()].filter(
      ({ key, from, to, caption }) =>
        caption.length > 0 && (this.#raised.has(key) || (this.#placed.has(from) && this.#placed.has(to))),
    )
    if (drawn.length === 0) return
    const crowd = this.#scene.edges.size > mostCrowd ? null : lineCrowd(this.#scene, this.#view.scale)
    yield
    yield* inParts(byImportance(drawn, this.#raised).slice(0, mostLines), (edge) => this.#line(edge, crowd))
  }
  #line(edge: DrawnEdge, crowd: ((box: Box) => number) | null): void {
    const [from, to] = [this.#scene.nodes.get(edge.from), this.#scene.nodes.get(edge.to)]
    if (from === undefined || to === undefined) return
    const { scale, before } = this.#view
    const size = labelSizes(scale).line
    const bold = this.#raised.has(edge.key)
    const block = {
      width: captionEm(edge) * size * (bold ? 1.05 : 1) + 2,
      height: edge.caption.length * size * lineHeight,
    }
    const onLine = from === to ? loopSpot(from, scale, block) : spotsOn(from, to, edge, scale, block)
    if (onLine === null) return
    // One that tells no number only helps where one sees which line it is of.
    const most = bold || edge.caption.some(({ text }) => /\d/.test(text)) ? Infinity : 1
    const known = before?.get(edge.key)
    let best: Spot | null = null
    if (known !== undefined && known < onLine.count) {
      const box = onLine.at(known)
      if (this.#fits(box)) best = { box, spot: known, cost: 0 }
    }
    for (let spot = 0; spot < onLine.count && (best === null || best.cost > 0); spot++) {
      const box = onLine.at(spot)
      if (!this.#fits(box)) continue
      const cost = crowd === null ? 0 : crowd(box)
      if (cost <= most && (best === null || cost < best.cost)) best = { box, spot, cost }
    }
    if (best === null) return
    const lines = captionTexts(from, to, edge).map((text): LabelLine => ({ text, size, bold, tone: 'ink2' }))
    this.#keep({ key: edge.key, of: 'line', lines, box: best.box, align: 'centre', spot: best.spot })
  }
}
function scaled(
  { left, top, width, height }: Pick<DrawnFrame, 'left' | 'top' | 'width' | 'height'>,
  scale: number,
): Box {
  return {
    left: left * scale,
    top: top * scale,
    right: (left + width) * scale,
    bottom: (top + height) * scale,
  }
}
interface Spot {
  readonly box: Box
  readonly spot: number
  readonly cost: number
}
interface Spots {
  readonly count: number
  at(spot: number): Box
}
const widths = new WeakMap<DrawnEdge['caption'], number>()
/** Of its longest line, with the arrow before it; kept by the caption, which stays the same from picture to picture. */
function captionEm({ caption }: DrawnEdge): number {
  const known = widths.get(caption)
  if (known !== undefined) return known
  const em = caption.reduce(
    (most, { way, text }) => Math.max(most, labelWidth(way === null ? text : `→ ${text}`, 1)),
    0,
  )
  widths.set(caption, em)
  return em
}

const lies = (box: Box, within: Box): boolean =>
  box.left >= within.left && box.right <= within.right && box.top >= within.top && box.bottom <= within.bottom

interface Block {
  readonly width: number
  readonly height: number
}
function blockOf(lines: readonly LabelLine[]): Block {
  return {
    width: lines.reduce((most, { text, size, bold }) => Math.max(most, labelWidth(text, size, bold)), 0) + 2,
    height: lines.reduce((sum, { size }) => sum + size * lineHeight, 0),
  }
}
/** Raised first, then pinned, then by weight, then by key. */
function byImportance<T extends { readonly key: string; readonly weight: number; readonly pinned?: boolean }>(
  drawn: readonly T[],
  raised: ReadonlySet<string>,
): readonly T[] {
  const rank = (each: T): number => (raised.has(each.key) ? 2 : each.pinned === true ? 1 : 0)
  return drawn
    .map((each) => ({ each, rank: rank(each) }))
    .sort(
      (one, other) =>
        other.rank - one.rank ||
        other.each.weight - one.each.weight ||
        (one.each.key < other.each.key ? -1 : 1),
    )
    .map(({ each }) => each)
}
const sides: readonly number[] = [0, 1, 2, 3]
/** All sides, the one of before first. */
const sidesFrom = (before: number | undefined): readonly number[] =>
  before === undefined || before > 3 ? sides : [before, ...sides.filter((each) => each !== before)]

/** What is drawn of a node: its shape, and where it has one the badge at its corner. */
function bodyOf({ x, y, size, inside, pinned }: DrawnNode, scale: number): Box {
  const half = (size / 2 + 1.5) * scale
  const badge = inside > 0 ? 5 * scale : 0
  const pin = pinned ? 3 * scale : 0
  return {
    left: x * scale - half - pin,
    right: x * scale + half + badge,
    top: y * scale - half - Math.max(badge, pin),
    bottom: y * scale + half,
  }
}
const above = 2
const aligned = (spot: number): PlacedLabel['align'] =>
  spot === 1 ? 'left' : spot === 3 ? 'right' : 'centre'
/** Below, right, above, left. */
function besideNode(node: DrawnNode, scale: number, { width, height }: Block, side: number): Box {
  const shape = bodyOf(node, scale)
  const [x, y] = [node.x * scale, node.y * scale]
  const left = side === 1 ? shape.right + 3 : side === 3 ? shape.left - 3 - width : x - width / 2
  const top = side === 0 ? shape.bottom + 2 : side === above ? shape.top - 2 - height : y - height / 2
  return { left, top, right: left + width, bottom: top + height }
}
/** From the middle outwards, on the part of the line that is free of its ends; null where the caption is longer than the line. */
function spotsOn(
  from: DrawnNode,
  to: DrawnNode,
  edge: DrawnEdge,
  scale: number,
  { width, height }: Block,
): Spots | null {
  const shape = lineShape(from, to, edge)
  if (shape === null || shape.length * scale < width + 12) return null
  return {
    count: shares.length,
    at(spot) {
      const at = pointOn(shape, shares[spot] ?? 0.5)
      const left = at.x * scale - width / 2
      const top = at.y * scale - height / 2
      return { left, top, right: left + width, bottom: top + height }
    },
  }
}
const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8]
function loopSpot(node: DrawnNode, scale: number, { width, height }: Block): Spots {
  const [x, bottom] = [node.x * scale, (node.y - loopHeight(node)) * scale - 2]
  return { count: 1, at: () => ({ left: x - width / 2, right: x + width / 2, top: bottom - height, bottom }) }
}

function areaOf(nodes: readonly DrawnNode[], frames: readonly DrawnFrame[], scale: number): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of nodes) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  for (const frame of frames) {
    left = Math.min(left, frame.left)
    right = Math.max(right, frame.left + frame.width)
    top = Math.min(top, frame.top)
    bottom = Math.max(bottom, frame.top + frame.height)
  }
  if (left > right) return { left: 0, right: 1, top: 0, bottom: 1 }
  const rim = 100
  return {
    left: left * scale - rim,
    right: right * scale + rim,
    top: top * scale - rim,
    bottom: bottom * scale + rim,
  }
}
