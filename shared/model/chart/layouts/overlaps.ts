/** Moves apart what lies on each other, as little as it can. */
import { boundsOf, gap, heightOf, widthOf } from './boxes.ts'
import type { Point, Room } from './types.ts'

const rounds = 40
/** How often all is opened a little where pushing did not help, and by how much. */
const openings = 8
const opening = 1.07
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

interface Bodies {
  readonly rooms: readonly Room[]
  readonly fixed: readonly boolean[]
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * The places with nothing on anything else; what is fixed stays to the digit (two fixed ones may lie on each other, nobody else may). First all
 * push each other along the shorter way out; who is still in a crowd then goes to the nearest free place.
 */
export function removeOverlaps(
  rooms: readonly Room[],
  places: readonly Point[],
  fixed: readonly boolean[],
): readonly Point[] {
  const bodies: Bodies = {
    rooms,
    fixed,
    x: Float64Array.from(places, ({ x }) => x),
    y: Float64Array.from(places, ({ y }) => y),
  }
  const free = !fixed.includes(true)
  if (free) makeRoom(bodies, places)
  let apart = push(bodies, rounds)
  for (let turn = 0; free && !apart && turn < openings; turn++) {
    for (let i = 0; i < places.length; i++) {
      bodies.x[i] = (bodies.x[i] ?? 0) * opening
      bodies.y[i] = (bodies.y[i] ?? 0) * opening
    }
    apart = push(bodies, rounds / 2)
  }
  if (!apart) settle(bodies)
  return places.map((place, index) =>
    fixed[index] === true ? place : { x: bodies.x[index] ?? 0, y: bodies.y[index] ?? 0 },
  )
}

/** Where all together have less room than they need, everything moves away from the middle alike; a heap on one spot becomes a sunflower. */
function makeRoom({ rooms, x, y }: Bodies, places: readonly Point[]): void {
  const needed = rooms.reduce((sum, room) => sum + widthOf(room) * heightOf(room), 0) * 1.3
  const { left, right, top, bottom } = boundsOf(rooms, places)
  if ((right - left) * (bottom - top) >= needed) return
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2]
  const spots = new Set(places.map((place) => `${place.x} ${place.y}`))
  const heaped = spots.size < places.length / 2
  const open = Math.sqrt(needed / Math.max((right - left) * (bottom - top), 1))
  const share = Math.sqrt(needed / Math.PI / places.length)
  for (let i = 0; i < places.length; i++) {
    const [dx, dy] = [(x[i] ?? 0) - middleX, (y[i] ?? 0) - middleY]
    const away = heaped ? share * Math.sqrt(i + 0.5) : 0
    x[i] = middleX + dx * (heaped ? 1 : open) + away * 1.2 * Math.cos(i * goldenAngle)
    y[i] = middleY + dy * (heaped ? 1 : open) + (away / 1.2) * Math.sin(i * goldenAngle)
  }
}

const nothing: Room = { half: 0, above: 0, below: 0 }
/** Overlap of two rooms with the gap between them; nothing where one of both is not positive. */
function overlapOf(a: Room, ax: number, ay: number, b: Room, bx: number, by: number): Overlap {
  const middle = (a.below - a.above) / 2 + ay - ((b.below - b.above) / 2 + by)
  return {
    x: a.half + b.half + gap - Math.abs(ax - bx),
    y: (a.above + a.below + b.above + b.below) / 2 + gap - Math.abs(middle),
    // Equal places part towards the higher index.
    right: bx >= ax,
    down: middle <= 0,
  }
}
interface Overlap {
  readonly x: number
  readonly y: number
  readonly right: boolean
  readonly down: boolean
}

/** Pushes all apart in so many rounds. True when nothing overlaps any more; false at once where they are too many on one spot to push. */
function push(bodies: Bodies, most: number): boolean {
  const { rooms, fixed, x, y } = bodies
  if (isHeap(bodies)) return false
  for (let round = 0; round < most; round++) {
    let overlapping = false
    eachNear(bodies, (i, j) => {
      const [free, other] = [fixed[i] !== true, fixed[j] !== true]
      if (!free && !other) return
      const over = overlapOf(
        rooms[i] ?? nothing,
        x[i] ?? 0,
        y[i] ?? 0,
        rooms[j] ?? nothing,
        x[j] ?? 0,
        y[j] ?? 0,
      )
      if (over.x <= 1e-6 || over.y <= 1e-6) return
      overlapping = true
      // A hair more than needed, so that rounding does not bring it back.
      const share = (free && other ? 0.5 : 1) * 1.001
      const byX = over.x < over.y
      const stepX = byX ? over.x * share * (over.right ? 1 : -1) : 0
      const stepY = byX ? 0 : over.y * share * (over.down ? 1 : -1)
      if (free) {
        x[i] = (x[i] ?? 0) - stepX
        y[i] = (y[i] ?? 0) - stepY
      }
      if (other) {
        x[j] = (x[j] ?? 0) + stepX
        y[j] = (y[j] ?? 0) + stepY
      }
    })
    if (!overlapping) return true
  }
  return false
}

/** Whoever still lies on another, in order, goes to the nearest free place on a spiral. */
function settle(bodies: Bodies): void {
  const { rooms, fixed, x, y } = bodies
  const standing = new Cells(rooms)
  const order = [...x.keys()]
  // Who comes from where others came from need not look again where they found nothing.
  const looked = new Map<number, number>()
  for (const i of order) if (fixed[i] === true) standing.put(i, x[i] ?? 0, y[i] ?? 0)
  for (const i of order) {
    if (fixed[i] === true) continue
    const [fromX, fromY] = [x[i] ?? 0, y[i] ?? 0]
    const room = rooms[i] ?? nothing
    let [atX, atY] = [fromX, fromY]
    const step = Math.max(8, Math.min(room.half, (room.above + room.below) / 2) * 0.6)
    const from = cellKey(Math.floor(fromX / 200), Math.floor(fromY / 200))
    const begin = Math.floor((looked.get(from) ?? 0) * 0.85)
    let turn = begin
    for (; !standing.isFree(i, atX, atY); turn++) {
      const radius = step * Math.sqrt(turn + 1)
      atX = fromX + radius * Math.cos(turn * goldenAngle)
      atY = fromY + radius * Math.sin(turn * goldenAngle)
    }
    if (turn > begin) looked.set(from, turn)
    x[i] = atX
    y[i] = atY
    standing.put(i, atX, atY)
  }
}

const cellKey = (column: number, row: number): number => column * 4_194_304 + row
function cellSize(rooms: readonly Room[]): { readonly width: number; readonly height: number } {
  let [width, height] = [1, 1]
  for (const { half, above, below } of rooms) {
    width = Math.max(width, 2 * half + gap)
    // Rooms reach unequally far up and down: two touch within the sum of both reaches.
    height = Math.max(height, 2 * Math.max(above, below) + gap)
  }
  return { width, height }
}

/** Who stands where, by cells no smaller than the largest room. */
class Cells {
  readonly #cells = new Map<number, number[]>()
  readonly #places = new Map<number, Point>()
  readonly #size: { readonly width: number; readonly height: number }
  readonly #rooms: readonly Room[]
  constructor(rooms: readonly Room[]) {
    this.#rooms = rooms
    this.#size = cellSize(rooms)
  }
  put(index: number, x: number, y: number): void {
    const key = cellKey(Math.floor(x / this.#size.width), Math.floor(y / this.#size.height))
    const known = this.#cells.get(key)
    if (known === undefined) this.#cells.set(key, [index])
    else known.push(index)
    this.#places.set(index, { x, y })
  }
  isFree(index: number, x: number, y: number): boolean {
    const room = this.#rooms[index] ?? nothing
    const [column, row] = [Math.floor(x / this.#size.width), Math.floor(y / this.#size.height)]
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (const other of this.#cells.get(cellKey(column + i, row + j)) ?? []) {
          const at = this.#places.get(other)
          if (at === undefined) continue
          const over = overlapOf(room, x, y, this.#rooms[other] ?? nothing, at.x, at.y)
          if (over.x > 1e-6 && over.y > 1e-6) return false
        }
    return true
  }
}

/** Whether so many share a cell that pushing each by each would take too long. */
function isHeap({ rooms, x, y }: Bodies): boolean {
  const { width, height } = cellSize(rooms)
  const counts = new Map<number, number>()
  let pairs = 0
  x.forEach((at, index) => {
    const key = cellKey(Math.floor(at / width), Math.floor((y[index] ?? 0) / height))
    const there = counts.get(key) ?? 0
    counts.set(key, there + 1)
    pairs += there
  })
  return pairs > 40 * x.length
}

/** Calls back with the indices of each two that lie in the same cell or in cells side by side, once a pair. */
function eachNear({ rooms, x, y }: Bodies, visit: (i: number, j: number) => void): void {
  const { width, height } = cellSize(rooms)
  const cells = new Map<number, number[]>()
  x.forEach((at, index) => {
    const key = cellKey(Math.floor(at / width), Math.floor((y[index] ?? 0) / height))
    const known = cells.get(key)
    if (known === undefined) cells.set(key, [index])
    else known.push(index)
  })
  for (const [key, members] of cells) {
    members.forEach((i, at) => {
      for (let k = at + 1; k < members.length; k++) visit(i, members[k] ?? i)
    })
    // The cells to the right and below; those to the left and above have this one among theirs.
    for (const step of [cellKey(0, 1), cellKey(1, -1), cellKey(1, 0), cellKey(1, 1)])
      for (const j of cells.get(key + step) ?? []) for (const i of members) visit(i, j)
  }
}
