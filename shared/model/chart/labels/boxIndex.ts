/** Boxes by place, so that asking what lies in a spot does not go through all of them. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
const [cellWidth, cellHeight] = [64, 32]
/** More cells than this are not kept; they are larger then. */
const mostCells = 400_000

/** What a box is: the shape of a node, or a text. */
export const [body, text] = [1, 2] as const
type Sorts = 1 | 2 | 3

export interface BoxIndex {
  add(box: Box, sort: typeof body | typeof text): void
  /** Whether any box of these sorts in it shares more than a rim with this one. */
  hits(box: Box, sorts?: Sorts): boolean
}

/** An index of what lies in an area. What lies outside of it counts as at its rim. */
export function boxIndex(area: Box): BoxIndex {
  const [width, height] = [Math.max(1, area.right - area.left), Math.max(1, area.bottom - area.top)]
  const coarser = Math.max(1, Math.sqrt((width * height) / (cellWidth * cellHeight) / mostCells))
  const [across, down] = [cellWidth * coarser, cellHeight * coarser]
  const [columns, rows] = [Math.ceil(width / across), Math.ceil(height / down)]
  // Each cell has a chain of boxes: the last one in it, and before each the one that was there. Plain numbers: there are many, and they are asked often.
  const last = new Int32Array(columns * rows).fill(-1)
  const before: number[] = []
  const boxOf: number[] = []
  const rims: number[] = []
  const sortOf: number[] = []
  const column = (x: number): number =>
    Math.min(columns - 1, Math.max(0, Math.floor((x - area.left) / across)))
  const row = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - area.top) / down)))
  return {
    add(box, sort) {
      const own = sortOf.push(sort) - 1
      rims.push(box.left, box.top, box.right, box.bottom)
      const right = column(box.right)
      const bottom = row(box.bottom)
      for (let y = row(box.top); y <= bottom; y++)
        for (let x = column(box.left); x <= right; x++) {
          const cell = y * columns + x
          before.push(last[cell] as number)
          last[cell] = boxOf.push(own) - 1
        }
    },
    hits({ left, top, right, bottom }, sorts = 3) {
      const lastColumn = column(right)
      const lastRow = row(bottom)
      const firstColumn = column(left)
      for (let y = row(top); y <= lastRow; y++)
        for (let x = firstColumn; x <= lastColumn; x++)
          for (let at = last[y * columns + x] as number; at !== -1; at = before[at] as number) {
            const other = boxOf[at] as number
            const rim = other * 4
            if (
              left < (rims[rim + 2] as number) &&
              (rims[rim] as number) < right &&
              top < (rims[rim + 3] as number) &&
              (rims[rim + 1] as number) < bottom &&
              ((sortOf[other] as number) & sorts) !== 0
            )
              return true
          }
      return false
    },
  }
}
/** Whether two boxes share more than a rim. */
export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}
