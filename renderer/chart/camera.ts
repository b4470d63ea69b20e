/** What part of a chart is in sight: a point of the chart times `zoom` plus x and y is a pixel of the view. */
import type { Point } from '../../shared/model/chart/around.ts'

export interface Camera {
  readonly zoom: number
  readonly x: number
  readonly y: number
}
export interface Extent {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
/** How far out and in one can go: a ring of 5,000 entities is 60,000 units wide and is to be seen whole. */
export const zoomRange = { least: 0.001, most: 3 } as const
export const startingCamera: Camera = { zoom: 1, x: 0, y: 0 }

const within = (zoom: number): number => Math.min(zoomRange.most, Math.max(zoomRange.least, zoom))

export function onScreen({ zoom, x, y }: Camera, point: Point): Point {
  return { x: point.x * zoom + x, y: point.y * zoom + y }
}
export function onChart({ zoom, x, y }: Camera, pixel: Point): Point {
  return { x: (pixel.x - x) / zoom, y: (pixel.y - y) / zoom }
}
/** What of the chart a view of this size shows, with `rim` pixels more on every side. */
export function extentInSight(camera: Camera, { width, height }: Size, rim: Point = { x: 0, y: 0 }): Extent {
  const first = onChart(camera, { x: -rim.x, y: -rim.y })
  const last = onChart(camera, { x: width + rim.x, y: height + rim.y })
  return { left: first.x, top: first.y, right: last.x, bottom: last.y }
}
/** Zoomed by a factor; what is under the pixel stays there. */
export function zoomedAt(camera: Camera, factor: number, at: Point): Camera {
  const zoom = within(camera.zoom * factor)
  const by = zoom / camera.zoom
  return { zoom, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by }
}
export function movedBy(camera: Camera, by: Point): Camera {
  return { zoom: camera.zoom, x: camera.x + by.x, y: camera.y + by.y }
}
export function centredOn(camera: Camera, point: Point, { width, height }: Size): Camera {
  return { zoom: camera.zoom, x: width / 2 - point.x * camera.zoom, y: height / 2 - point.y * camera.zoom }
}
/** The extent in the middle of the view, as large as it fits with so many pixels left free around it and no larger than `most`. */
export function fitted(extent: Extent, size: Size, padding: number, most: number): Camera {
  const [width, height] = [extent.right - extent.left, extent.bottom - extent.top]
  const free = {
    width: Math.max(1, size.width - 2 * padding),
    height: Math.max(1, size.height - 2 * padding),
  }
  const zoom = within(
    Math.min(most, free.width / Math.max(1e-6, width), free.height / Math.max(1e-6, height)),
  )
  const middle = { x: (extent.left + extent.right) / 2, y: (extent.top + extent.bottom) / 2 }
  return centredOn({ zoom, x: 0, y: 0 }, middle, size)
}
/** A camera on its way from one to another, `share` from 0 to 1. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const mix = (one: number, other: number) => one + (other - one) * share
  return { zoom: mix(from.zoom, to.zoom), x: mix(from.x, to.x), y: mix(from.y, to.y) }
}
