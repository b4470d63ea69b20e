/** The axis of a time bar: moments to pixels and back, ticks, and what a brush is after a key. */
import type { Span } from '../../shared/contract/index.ts'
import {
  momentsOf,
  type TimeUnit,
  timeUnits,
  unitEnd,
  unitFineness,
  unitLength,
  unitStart,
  wholeUnits,
} from '../../shared/model/time/ladder.ts'
import { textAt } from '../../shared/model/time/moments.ts'

export interface TimeView {
  readonly from: number
  readonly to: number
}
export interface Tick {
  readonly at: number
  readonly x: number
  readonly label: string
}
/** Where a moment stands on an axis of some width. */
export function xOf(at: number, view: TimeView, width: number): number {
  return view.to === view.from ? 0 : ((at - view.from) / (view.to - view.from)) * width
}
export function momentOfX(x: number, view: TimeView, width: number): number {
  return view.from + (width === 0 ? 0 : (x / width) * (view.to - view.from))
}

/** Ticks at whole units, at least so many pixels apart. A year stands where it begins, and at the first tick. */
export function ticksOf(view: TimeView, width: number, apart = 76): readonly Tick[] {
  const most = Math.max(1, Math.floor(width / apart))
  const unit = timeUnits.find((each) => (view.to - view.from) / unitLength[each] <= most) ?? 'year'
  const every = Math.max(1, Math.ceil((view.to - view.from) / unitLength[unit] / most))
  const ticks: Tick[] = []
  let at = unitStart(view.from, unit)
  if (at < view.from) at = unitEnd(at, unit)
  for (; at <= view.to; at = unitEnd(at, unit, every))
    ticks.push({ at, x: xOf(at, view, width), label: tickText(at, unit, ticks.at(-1)?.at ?? null) })
  return ticks
}
function tickText(at: number, unit: TimeUnit, before: number | null): string {
  const text = textAt(at, unitLength[unit] < 60_000 * 60 * 24 ? 'minute' : unitFineness[unit])
  if (before === null) return text
  const last = textAt(before, 'minute')
  if (text.length > 10) return last.slice(0, 10) === text.slice(0, 10) ? text.slice(11) : text.slice(5)
  return text.length > 4 && last.slice(0, 4) === text.slice(0, 4) ? text.slice(5) : text
}

/** What is in sight after a step of the wheel at a moment; never less than `least` or more than what there is and a tenth. */
export function zoomed(
  view: TimeView,
  at: number,
  factor: number,
  whole: TimeView,
  least = 600_000,
): TimeView {
  const room = (whole.to - whole.from) * 0.1
  const length = Math.min(Math.max((view.to - view.from) * factor, least), whole.to - whole.from + 2 * room)
  const share = (at - view.from) / Math.max(1, view.to - view.from)
  return clamped({ from: at - share * length, to: at + (1 - share) * length }, whole)
}
/** The same stretch elsewhere. */
export function panned(view: TimeView, by: number, whole: TimeView): TimeView {
  return clamped({ from: view.from + by, to: view.to + by }, whole)
}
function clamped(view: TimeView, whole: TimeView): TimeView {
  const room = (whole.to - whole.from) * 0.1
  const [low, high] = [whole.from - room, whole.to + room]
  const length = Math.min(view.to - view.from, high - low)
  const from = Math.min(Math.max(view.from, low), high - length)
  return { from, to: from + length }
}

/** The first and last moment of a brush within what there is. */
export function brushMoments(span: Pick<Span, 'from' | 'to'>, whole: TimeView): TimeView | null {
  if (span.from === null && span.to === null) return null
  const { from, to } = momentsOf(span)
  return { from: from ?? whole.from, to: to ?? whole.to }
}
export type Bounds = Pick<Span, 'from' | 'to'>
/** A brush between two moments, as whole units. */
export function brushBetween(one: number, other: number, unit: TimeUnit): Bounds {
  return wholeUnits(Math.min(one, other), Math.max(one, other), unit)
}
/** A brush moved by so many units; its length in units stays. */
export function brushMoved(brush: TimeView, by: number, unit: TimeUnit): Bounds {
  const from = unitStart(brush.from, unit)
  // Units of a week and less are all as long; of months there are few.
  let units = 0
  if (unitLength[unit] <= unitLength.week) units = Math.ceil((brush.to - from) / unitLength[unit])
  else for (let at = from; at < brush.to; at = unitEnd(at, unit)) units += 1
  const start = unitEnd(from, unit, by)
  return wholeUnits(start, unitEnd(start, unit, Math.max(1, units)), unit)
}
/** A brush of which one rim moved by so many units; the rims do not pass each other. */
export function rimMoved(brush: TimeView, rim: 'from' | 'to', by: number, unit: TimeUnit): Bounds {
  const from = unitStart(brush.from, unit)
  const last = unitStart(Math.max(brush.from, brush.to - 1), unit)
  const [low, high] =
    rim === 'from'
      ? [Math.min(unitEnd(from, unit, by), last), last]
      : [from, Math.max(unitEnd(last, unit, by), from)]
  return wholeUnits(low, unitEnd(high, unit), unit)
}
