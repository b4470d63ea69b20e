/** How much of each thing is painted, by how many are in sight and how small they are. */

export interface Detail {
  /** Lines as hairlines, without widths, arrows and words. */
  readonly hairlines: boolean
  readonly arrows: boolean
  /** Nodes as dots in their colour, without icon and signs. */
  readonly dots: boolean
}
export interface InSight {
  readonly lines: number
  readonly nodes: number
  readonly zoom: number
}

/** Nothing left out. */
export const wholeDetail: Detail = { hairlines: false, arrows: true, dots: false }
/** Most lines that are stroked with width and arrow; 3,000 cost a canvas without a graphics card about as long as a glance. */
export const mostStroked = 3_000
/** More nodes than this are dots where they are small. */
const mostBodies = 1_500
const smallBody = 0.3
export function detailOf({ lines, nodes, zoom }: InSight): Detail {
  const hairlines = lines > mostStroked
  return { hairlines, arrows: !hairlines && zoom > 0.16, dots: nodes > mostBodies && zoom < smallBody }
}
