export interface Point {
  readonly x: number
  readonly y: number
}

const spacing = 92

/**
 * Places for newcomers around the node they came from: rings of growing radius, first on the side away from the crowd, skipping spots that
 * are taken. Placed nodes are never moved. Returns one point per newcomer, in order; the same input gives the same places.
 */
export function placeAround(centre: Point, count: number, taken: readonly Point[]): readonly Point[] {
  const others = taken.filter((point) => Math.hypot(point.x - centre.x, point.y - centre.y) > 1)
  const crowd = others.reduce(
    (sum, point) => ({ x: sum.x + point.x / others.length, y: sum.y + point.y / others.length }),
    { x: 0, y: 0 },
  )
  const away = others.length === 0 ? 0 : Math.atan2(centre.y - crowd.y, centre.x - crowd.x)
  const cells = new Map<string, Point[]>()
  const cellOf = (point: Point) => `${Math.round(point.x / spacing)},${Math.round(point.y / spacing)}`
  const occupy = (point: Point) => {
    const key = cellOf(point)
    const known = cells.get(key)
    if (known === undefined) cells.set(key, [point])
    else known.push(point)
  }
  for (const point of [...others, centre]) occupy(point)
  const isFree = (point: Point) => {
    const column = Math.round(point.x / spacing)
    const row = Math.round(point.y / spacing)
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(`${column + dx},${row + dy}`) ?? [])
          if (Math.hypot(other.x - point.x, other.y - point.y) < spacing * 0.72) return false
      }
    }
    return true
  }
  const places: Point[] = []
  for (let ring = 1; places.length < count; ring++) {
    const radius = ring * spacing * 1.35
    const slots = Math.max(6, Math.floor((2 * Math.PI * radius) / spacing))
    for (let slot = 0; slot < slots && places.length < count; slot++) {
      // 0, +1, −1, +2, −2 … steps from the free side, so that a few newcomers stay together.
      const step = slot % 2 === 0 ? -slot / 2 : (slot + 1) / 2
      const angle = away + (step * 2 * Math.PI) / slots
      const point = {
        x: Math.round(centre.x + radius * Math.cos(angle)),
        y: Math.round(centre.y + radius * Math.sin(angle)),
      }
      if (!isFree(point)) continue
      occupy(point)
      places.push(point)
    }
  }
  return places
}
