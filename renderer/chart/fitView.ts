/** Where the view stands so that all of a chart is in sight and nothing of it under what floats over the canvas: legend, chips, tools. */
import type { Box } from '../../shared/model/chart/labels/boxIndex.ts'
import { type Camera, type Extent, fitted, type Size } from './camera.ts'
import type { Drawing } from './drawing.ts'
import { roomOf } from '../../shared/model/chart/layouts/input.ts'

/** Free around the chart; below, the bar of what is selected finds room. */
const rim = { side: 40, top: 36, bottom: 60 } as const
/** Between the chart and what floats. */
const gap = 12
/** Of more things than this not each is looked at: then the view keeps clear of all that floats. */
const mostLooked = 4_000

/** In pixels: a short name, and two lines of text with a dot. */
const leastCaption: { readonly half: number; readonly height: number } = { half: 36, height: 34 }

interface Insets {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
const least: Insets = { left: rim.side, right: rim.side, top: rim.top, bottom: rim.bottom }

/**
 * The largest view of the extent, no larger than `most`, in which no thing lies under a floating box (in pixels of the view): beside each box that would cover something,
 * or above or below it, whichever leaves more.
 */
export function fittedClear(
  extent: Extent,
  size: Size,
  things: readonly Extent[],
  floating: readonly Box[],
  most: number,
): Camera {
  const ways = floating.reduce<readonly Insets[]>(
    (all, box) =>
      all.flatMap((insets) => [insets, ...waysAround(box, size).map((way) => joined(insets, way))]),
    [least],
  )
  const views = ways
    .map((insets) => ({ insets, camera: viewIn(extent, size, insets, most) }))
    .toSorted(
      (one, other) => other.camera.zoom - one.camera.zoom || areaOf(one.insets) - areaOf(other.insets),
    )
  const looked = things.length <= mostLooked ? things : [extent]
  const clearOf = (caption: typeof leastCaption) =>
    views.find(({ camera }) => !looked.some((thing) => isUnder(thing, camera, floating, caption)))
  const clear = clearOf(leastCaption) ?? clearOf({ half: 0, height: 0 })
  return (clear ?? views[0])?.camera ?? viewIn(extent, size, least, most)
}
/** Beside it, and above or below it: away from the rim it is nearer to. */
function waysAround({ left, right, top, bottom }: Box, { width, height }: Size): readonly Insets[] {
  const none: Insets = { left: 0, right: 0, top: 0, bottom: 0 }
  return [
    left + right < width ? { ...none, left: right + gap } : { ...none, right: width - left + gap },
    top + bottom < height ? { ...none, top: bottom + gap } : { ...none, bottom: height - top + gap },
  ]
}
function joined(one: Insets, other: Insets): Insets {
  return {
    left: Math.max(one.left, other.left),
    right: Math.max(one.right, other.right),
    top: Math.max(one.top, other.top),
    bottom: Math.max(one.bottom, other.bottom),
  }
}
const areaOf = ({ left, right, top, bottom }: Insets): number => left + right + top + bottom
function viewIn(extent: Extent, size: Size, insets: Insets, most: number): Camera {
  const { zoom } = placedIn(extent, size, insets, most)
  // Captions shrink no further than they can be read: what they take more than the chart has made room for.
  const below = Math.max(0, leastCaption.height - captionRoom * zoom)
  const beside = Math.max(0, leastCaption.half - captionHalf * zoom)
  return placedIn(
    extent,
    size,
    {
      left: Math.max(insets.left, rim.side + beside),
      right: Math.max(insets.right, rim.side + beside),
      top: insets.top,
      bottom: insets.bottom + below,
    },
    most,
  )
}
/** Room that every node has for its caption, in units of the chart: below it, and at its sides. */
const [captionRoom, captionHalf] = [30, 16]
function placedIn(extent: Extent, size: Size, { left, right, top, bottom }: Insets, most: number): Camera {
  const free = {
    width: Math.max(80, size.width - left - right),
    height: Math.max(80, size.height - top - bottom),
  }
  const { zoom, x, y } = fitted(extent, free, 0, most)
  return { zoom, x: x + left, y: y + top }
}
function isUnder(
  thing: Extent,
  { zoom, x, y }: Camera,
  floating: readonly Box[],
  caption: typeof leastCaption,
): boolean {
  // A caption is drawn no smaller than it can be read, however small its node is.
  const wide = Math.max(0, caption.half - ((thing.right - thing.left) * zoom) / 2)
  const high = Math.max(0, caption.height - (thing.bottom - thing.top) * zoom)
  const [left, right, top, bottom] = [
    thing.left * zoom + x - wide,
    thing.right * zoom + x + wide,
    thing.top * zoom + y - high,
    thing.bottom * zoom + y + high,
  ]
  return floating.some((box) => left < box.right && right > box.left && top < box.bottom && bottom > box.top)
}

/** What should not be covered: nodes with their captions, and the feet of frames, where their titles stand. */
export function thingsOf({ nodes, frames, byHand, x, y }: Drawing): readonly Extent[] {
  return [
    ...nodes.map((node, index) => {
      const { half, above, below } = roomOf(node)
      const [px, py] = [x[index] ?? 0, y[index] ?? 0]
      return { left: px - half, right: px + half, top: py - above, bottom: py + below }
    }),
    ...frames.map(({ left, top, width, height, textSize }) => ({
      left,
      right: left + width,
      top: top + height - 2 * textSize,
      bottom: top + height,
    })),
    // Of a frame by hand its rim may lie under something, of others nothing.
    ...byHand.flatMap(({ sort, left, top, width, height }) =>
      sort === 'frame' ? [] : [{ left, right: left + width, top, bottom: top + height }],
    ),
  ]
}
/** What floats over the canvas and should cover nothing of the chart, in pixels of the view: whatever says so beside it on the page. */
export function floatingOver(container: HTMLElement): readonly Box[] {
  const stage = container.parentElement?.parentElement
  const own = container.getBoundingClientRect()
  return [...(stage?.querySelectorAll('[data-floating]') ?? [])].flatMap((each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect()
    return right > left && bottom > top
      ? [{ left: left - own.left, top: top - own.top, right: right - own.left, bottom: bottom - own.top }]
      : []
  })
}
