/** What a person does on the canvas, as intents. Nothing is changed here but the selection. */
import type { NodePlace } from '../../shared/model/chart/content.ts'

export type ChartIntent =
  | { readonly type: 'select'; readonly entityIds: readonly number[] }
  /** A press on a line; its parts, the one that tells most first. x and y in the window. */
  | { readonly type: 'line'; readonly linkIds: readonly number[]; readonly x: number; readonly y: number }
  | { readonly type: 'expand'; readonly entityId: number }
  /** x and y in the window. */
  | {
      readonly type: 'menu'
      readonly entityId: number | null
      readonly linkIds: readonly number[]
      readonly x: number
      readonly y: number
    }
  | { readonly type: 'placed'; readonly positions: readonly NodePlace[] }
  /** The pointer rests on a node or a line; both null when it left. x and y in the window. */
  | {
      readonly type: 'hover'
      readonly entityId: number | null
      readonly linkIds: readonly number[]
      readonly x: number
      readonly y: number
    }
  /**
   * How many lines in sight are drawn as hairlines, without width, arrow and words (0 when all are drawn whole), and how many nodes and whole lines in sight have no room
   * for their words.
   */
  | {
      readonly type: 'plain'
      readonly lines: number
      readonly untold: { readonly nodes: number; readonly lines: number }
    }
