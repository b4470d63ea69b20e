/** Places for nodes nobody has placed yet, the same every time for the same chart. Placed nodes never move. */
export interface Point {
  readonly x: number
  readonly y: number
}
interface Placed {
  readonly entityId: number
  readonly x: number | null
  readonly y: number | null
}
interface Joined {
  readonly fromId: number
  readonly toId: number
}

const spacing = 110
/** Above this, all pairs against each other cost more than they tell; a spiral by rank is used instead. */
const forceLimit = 600
const rounds = 220
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

interface Body {
  readonly id: number
  x: number
  y: number
  readonly fixed: boolean
}

/** A point per node. Neighbours come near each other by springs and repulsion (Fruchterman–Reingold), started on a spiral by degree. */
export function positionsOf(nodes: readonly Placed[], edges: readonly Joined[]): ReadonlyMap<number, Point> {
  const placed = nodes.filter((node) => node.x !== null && node.y !== null)
  if (placed.length === nodes.length)
    return new Map(placed.map((node) => [node.entityId, { x: node.x ?? 0, y: node.y ?? 0 }]))
  const degree = new Map<number, number>()
  for (const edge of edges)
    for (const end of [edge.fromId, edge.toId]) degree.set(end, (degree.get(end) ?? 0) + 1)
  const right = placed.reduce(
    (most, node) => Math.max(most, node.x ?? 0),
    placed.length === 0 ? 0 : -Infinity,
  )
  const middle =
    placed.length === 0 ? 0 : placed.reduce((sum, node) => sum + (node.y ?? 0), 0) / placed.length
  const newcomers = nodes
    .filter((node) => node.x === null || node.y === null)
    .toSorted(
      (a, b) => (degree.get(b.entityId) ?? 0) - (degree.get(a.entityId) ?? 0) || a.entityId - b.entityId,
    )
  const reach = spacing * 0.75 * Math.sqrt(newcomers.length)
  const centre = placed.length === 0 ? { x: 0, y: 0 } : { x: right + reach + spacing, y: middle }
  const bodies: Body[] = [
    ...placed.map((node) => ({ id: node.entityId, x: node.x ?? 0, y: node.y ?? 0, fixed: true })),
    ...newcomers.map((node, index) => {
      const radius = spacing * 0.75 * Math.sqrt(index + 0.5)
      return {
        id: node.entityId,
        x: centre.x + radius * Math.cos(index * goldenAngle),
        y: centre.y + radius * Math.sin(index * goldenAngle),
        fixed: false,
      }
    }),
  ]
  if (bodies.length <= forceLimit) {
    relax(bodies, edges)
    part(bodies)
  }
  return new Map(bodies.map((body) => [body.id, { x: Math.round(body.x), y: Math.round(body.y) }]))
}

function relax(bodies: readonly Body[], edges: readonly Joined[]): void {
  const indexOf = new Map(bodies.map((body, index) => [body.id, index]))
  // One spring a pair, however many links it has.
  const springs = new Map(
    edges.flatMap((edge) => {
      const from = indexOf.get(edge.fromId)
      const to = indexOf.get(edge.toId)
      return from === undefined || to === undefined || from === to
        ? []
        : [[`${Math.min(from, to)} ${Math.max(from, to)}`, [from, to] as const] as const]
    }),
  )
  const ideal = spacing * 1.15
  const pushX = new Float64Array(bodies.length)
  const pushY = new Float64Array(bodies.length)
  for (let round = 0; round < rounds; round++) {
    pushX.fill(0)
    pushY.fill(0)
    for (let i = 0; i < bodies.length; i++) {
      for (let j = i + 1; j < bodies.length; j++) spread(bodies, i, j, ideal, pushX, pushY)
    }
    for (const [from, to] of springs.values()) {
      const a = bodies[from]
      const b = bodies[to]
      if (a === undefined || b === undefined) continue
      const dx = b.x - a.x
      const dy = b.y - a.y
      const distance = Math.max(Math.hypot(dx, dy), 1)
      const pull = distance / ideal
      pushX[from] = (pushX[from] ?? 0) + dx * pull
      pushY[from] = (pushY[from] ?? 0) + dy * pull
      pushX[to] = (pushX[to] ?? 0) - dx * pull
      pushY[to] = (pushY[to] ?? 0) - dy * pull
    }
    const heat = ideal * 0.6 * (1 - round / rounds) + 1
    bodies.forEach((body, index) => {
      if (body.fixed) return
      // A little gravity keeps parts without links to each other on one page.
      const dx = (pushX[index] ?? 0) - body.x * 0.35
      const dy = (pushY[index] ?? 0) - body.y * 0.35
      const length = Math.max(Math.hypot(dx, dy), 1e-9)
      body.x += (dx / length) * Math.min(length, heat)
      body.y += (dy / length) * Math.min(length, heat)
    })
  }
}

/** Room a node needs with its two lines of text, so that no label lies on another. */
const room = { x: 124, y: 84 }
/** Moves apart what still overlaps, along the shorter way out; placed nodes stay. */
function part(bodies: readonly Body[]): void {
  for (let round = 0; round < 60; round++) {
    let moved = false
    for (let i = 0; i < bodies.length; i++) {
      for (let j = i + 1; j < bodies.length; j++) {
        const a = bodies[i]
        const b = bodies[j]
        if (a === undefined || b === undefined || (a.fixed && b.fixed)) continue
        const [dx, dy] = [b.x - a.x, b.y - a.y]
        const [overX, overY] = [room.x - Math.abs(dx), room.y - Math.abs(dy)]
        if (overX <= 0 || overY <= 0) continue
        moved = true
        const share = a.fixed || b.fixed ? 1 : 0.5
        const byX = overX / room.x < overY / room.y
        const step = byX
          ? { x: overX * share * (dx < 0 ? -1 : 1), y: 0 }
          : { x: 0, y: overY * share * (dy < 0 ? -1 : 1) }
        if (!a.fixed) {
          a.x -= step.x
          a.y -= step.y
        }
        if (!b.fixed) {
          b.x += step.x
          b.y += step.y
        }
      }
    }
    if (!moved) return
  }
  settle(bodies)
}

/** Whoever still lies on another, in order, goes to the nearest free place on a spiral; so nothing overlaps however crowded it is. */
function settle(bodies: readonly Body[]): void {
  const standing = bodies.filter((body) => body.fixed).map(({ x, y }) => ({ x, y }))
  const free = (x: number, y: number): boolean =>
    standing.every((other) => Math.abs(other.x - x) >= room.x - 1 || Math.abs(other.y - y) >= room.y - 1)
  for (const body of bodies) {
    if (body.fixed) continue
    const from = { x: body.x, y: body.y }
    for (let turn = 0; !free(body.x, body.y); turn++) {
      const radius = 16 * Math.sqrt(turn + 1)
      body.x = from.x + radius * Math.cos(turn * goldenAngle)
      body.y = from.y + radius * Math.sin(turn * goldenAngle)
    }
    standing.push({ x: body.x, y: body.y })
  }
}

function spread(
  bodies: readonly Body[],
  i: number,
  j: number,
  ideal: number,
  pushX: Float64Array,
  pushY: Float64Array,
): void {
  const a = bodies[i]
  const b = bodies[j]
  if (a === undefined || b === undefined) return
  let dx = a.x - b.x
  const dy = a.y - b.y
  // Two on one spot part sideways, the lower index to the left.
  if (dx === 0 && dy === 0) dx = -0.5
  const squared = Math.max(dx * dx + dy * dy, 25)
  const push = (ideal * ideal * 1.1) / squared
  pushX[i] = (pushX[i] ?? 0) + dx * push
  pushY[i] = (pushY[i] ?? 0) + dy * push
  pushX[j] = (pushX[j] ?? 0) - dx * push
  pushY[j] = (pushY[j] ?? 0) - dy * push
}
