/** Draws lanes on a canvas: an axis, strips of heat while there is too much to draw each, single events and what joins two lanes when there is not. */
import type { TimelineEvent, Timelines } from '../../../shared/contract/index.ts'
import type { ChartColours } from '../../../shared/model/chart/colours.ts'
import { momentAfter, momentAt } from '../../../shared/model/time/moments.ts'
import { momentOfX, ticksOf, type TimeView, xOf } from '../../model/timeAxis.ts'

export const axisHeight = 24
export const laneHeight = 44
type Shape = 'circle' | 'square' | 'diamond' | 'triangle'
/** Colour (by its name among kinds of entities) and shape of an event, by its table. */
const looks: Readonly<Record<string, readonly [colour: string, shape: Shape]>> = {
  transfer: ['bank', 'circle'],
  deposit: ['payment', 'circle'],
  payOrder: ['payment', 'square'],
  saleOrder: ['website', 'circle'],
  coinTrade: ['account', 'circle'],
  betSlip: ['website', 'square'],
  call: ['phone', 'triangle'],
  message: ['social', 'triangle'],
  login: ['ip', 'square'],
  seizure: ['item', 'diamond'],
  personRegister: ['work', 'diamond'],
  stockMove: ['place', 'square'],
  printOrder: ['place', 'diamond'],
  waybill: ['vehicle', 'square'],
  stay: ['place', 'triangle'],
  journey: ['vehicle', 'triangle'],
  passage: ['vehicle', 'diamond'],
}
export function lookOf(kind: string): readonly [colour: string, shape: Shape] {
  return looks[kind] ?? ['account', 'diamond']
}
export interface LaneScene {
  readonly found: Timelines
  /** The stretch the cells stand on. */
  readonly asked: TimeView
  readonly view: TimeView
  readonly width: number
  readonly active: number
  readonly chosen: TimelineEvent | null
  /** What is marked: around an event. */
  readonly marked: TimeView | null
  readonly colours: ChartColours
}
export const laneMiddle = (lane: number): number => axisHeight + lane * laneHeight + laneHeight / 2
/** Where an event stands: one that is known to the day only in the middle of its day. */
export function eventX({ time }: Pick<TimelineEvent, 'time'>, view: TimeView, width: number): number {
  const at = time.length <= 10 ? (momentAt(time) + momentAfter(time)) / 2 : momentAt(time)
  return xOf(at, view, width)
}

export function drawLanes(context: CanvasRenderingContext2D, scene: LaneScene): void {
  const { found, view, width, colours, marked, active } = scene
  const height = axisHeight + found.lanes.length * laneHeight
  context.clearRect(0, 0, width, height)
  context.fillStyle = colours.surface
  context.fillRect(0, 0, width, height)
  if (marked !== null) {
    context.fillStyle = `${colours.accent}22`
    const left = xOf(marked.from, view, width)
    context.fillRect(left, axisHeight, Math.max(2, xOf(marked.to, view, width) - left), height - axisHeight)
  }
  context.fillStyle = `${colours.accent}14`
  context.fillRect(0, axisHeight + active * laneHeight, width, laneHeight)
  context.font = '11px sans-serif'
  context.lineWidth = 1
  for (const { x, label } of ticksOf(view, width, 92)) {
    context.strokeStyle = colours.line
    context.beginPath()
    context.moveTo(Math.round(x) + 0.5, axisHeight - 4)
    context.lineTo(Math.round(x) + 0.5, height)
    context.stroke()
    context.fillStyle = colours.ink2
    context.fillText(label, x + 3, 14)
  }
  context.strokeStyle = colours.lineStrong
  for (const place of found.lanes.keys()) {
    const y = axisHeight + (place + 1) * laneHeight - 0.5
    context.beginPath()
    context.moveTo(0, y)
    context.lineTo(width, y)
    context.stroke()
  }
  if (found.events === null) drawHeat(context, scene)
  else drawEvents(context, scene, found.events)
}
function drawHeat(
  context: CanvasRenderingContext2D,
  { found, asked, view, width, colours }: LaneScene,
): void {
  const largest = found.lanes.reduce(
    (most, { heat }) => heat.reduce((more, { count }) => Math.max(more, count), most),
    1,
  )
  const cells = (asked.to - asked.from) / 160
  for (const [lane, { heat }] of found.lanes.entries())
    for (const { cell, count } of heat) {
      const left = xOf(asked.from + cell * cells, view, width)
      const right = xOf(asked.from + (cell + 1) * cells, view, width)
      // By order of size: one busy day would pale all others.
      const share = Math.log1p(count) / Math.log1p(largest)
      const high = 6 + share * (laneHeight - 14)
      context.globalAlpha = 0.25 + 0.75 * share
      context.fillStyle = colours.accent
      context.fillRect(left, laneMiddle(lane) - high / 2, Math.max(1, right - left), high)
    }
  context.globalAlpha = 1
}
function drawEvents(
  context: CanvasRenderingContext2D,
  { view, width, colours, chosen }: LaneScene,
  events: readonly TimelineEvent[],
): void {
  for (const event of events) {
    const [first, ...more] = event.lanes
    const last = more.at(-1)
    if (first === undefined || last === undefined) continue
    const x = eventX(event, view, width)
    context.strokeStyle = colours.link
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(x, laneMiddle(first))
    context.lineTo(x, laneMiddle(last))
    context.stroke()
  }
  for (const event of events) {
    const x = eventX(event, view, width)
    const [colour, shape] = lookOf(event.kind)
    const counts = event.standing === 'counted'
    context.fillStyle = colours.kinds[colour] ?? colours.accent
    context.strokeStyle = context.fillStyle
    for (const lane of event.lanes) {
      const y = laneMiddle(lane)
      if (event.time.length <= 10) {
        // Only the day is known: the whole of it, never midnight.
        const left = xOf(momentAt(event.time), view, width)
        const wide = xOf(momentAfter(event.time), view, width) - left
        context.globalAlpha = 0.25
        context.fillRect(left, y - 5, Math.max(3, wide), 10)
        context.globalAlpha = 1
      }
      mark(context, shape, x, y, counts)
      if (event.rows > 1) {
        context.fillStyle = colours.ink
        context.fillRect(x + 4, y - 9, 3, 3)
        context.fillStyle = context.strokeStyle
      }
    }
  }
  if (chosen !== null) {
    const x = eventX(chosen, view, width)
    context.strokeStyle = colours.ink
    context.lineWidth = 2
    for (const lane of chosen.lanes) {
      context.beginPath()
      context.arc(x, laneMiddle(lane), 9, 0, Math.PI * 2)
      context.stroke()
    }
  }
}
function mark(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, filled: boolean): void {
  context.beginPath()
  if (shape === 'circle') context.arc(x, y, 4.5, 0, Math.PI * 2)
  else if (shape === 'square') context.rect(x - 4, y - 4, 8, 8)
  else if (shape === 'diamond') {
    context.moveTo(x, y - 5.5)
    context.lineTo(x + 5.5, y)
    context.lineTo(x, y + 5.5)
    context.lineTo(x - 5.5, y)
    context.closePath()
  } else {
    context.moveTo(x, y - 5)
    context.lineTo(x + 5, y + 4)
    context.lineTo(x - 5, y + 4)
    context.closePath()
  }
  // What does not count (failed, taken back, not settled) is hollow.
  if (filled) context.fill()
  else {
    context.lineWidth = 1.5
    context.stroke()
  }
}
/** The event nearest to a point, within eight pixels. */
export function eventAt(
  { found, view, width }: Pick<LaneScene, 'found' | 'view' | 'width'>,
  x: number,
  y: number,
): TimelineEvent | null {
  const lane = Math.floor((y - axisHeight) / laneHeight)
  let [best, distance] = [null as TimelineEvent | null, 8]
  for (const event of found.events ?? []) {
    if (!event.lanes.includes(lane)) continue
    const away = Math.abs(eventX(event, view, width) - x)
    if (away <= distance) [best, distance] = [event, away]
  }
  return best
}
export { momentOfX }
