/** Pushes between all bodies, those far away taken together (Barnes–Hut), in columns that are made once. */

/** How far a group must be, against its width, to be taken as one. */
const theta = 1.1
const deepest = 24

export interface Repulsion {
  /** Adds to the pushes what every other body pushes: strength × both masses ÷ distance. */
  add(x: Float64Array, y: Float64Array, pushX: Float64Array, pushY: Float64Array): void
}

export function repulsionOf(mass: Float64Array, strength: number): Repulsion {
  const count = mass.length
  const room = Math.max(64, count * 8)
  const tree = {
    /** Four children a cell; 0 for none, a cell's number, or −1 − body. */
    children: new Int32Array(room * 4),
    mass: new Float64Array(room),
    x: new Float64Array(room),
    y: new Float64Array(room),
    used: 0,
  }
  const chain = new Int32Array(count)
  const stack = new Int32Array(4 * deepest + 16)
  const widths = new Float64Array(4 * deepest + 16)

  function cell(): number {
    const at = tree.used++
    tree.children.fill(0, at * 4, at * 4 + 4)
    tree.mass[at] = 0
    tree.x[at] = 0
    tree.y[at] = 0
    return at
  }
  function build(x: Float64Array, y: Float64Array): number {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
    for (let i = 0; i < count; i++) {
      left = Math.min(left, x[i] ?? 0)
      right = Math.max(right, x[i] ?? 0)
      top = Math.min(top, y[i] ?? 0)
      bottom = Math.max(bottom, y[i] ?? 0)
    }
    const width = Math.max(right - left, bottom - top, 1)
    tree.used = 0
    cell()
    for (let i = 0; i < count; i++) insert(i, x, y, left, top, width)
    return width
  }
  function insert(
    body: number,
    x: Float64Array,
    y: Float64Array,
    left: number,
    top: number,
    width: number,
  ): void {
    const [bx, by, m] = [x[body] ?? 0, y[body] ?? 0, mass[body] ?? 1]
    chain[body] = -1
    let at = 0
    for (let depth = 0; ; depth++) {
      tree.mass[at] = (tree.mass[at] ?? 0) + m
      tree.x[at] = (tree.x[at] ?? 0) + m * bx
      tree.y[at] = (tree.y[at] ?? 0) + m * by
      width /= 2
      const [right, low] = [bx >= left + width, by >= top + width]
      if (right) left += width
      if (low) top += width
      const slot = at * 4 + (right ? 1 : 0) + (low ? 2 : 0)
      const child = tree.children[slot] ?? 0
      if (child === 0) {
        tree.children[slot] = -1 - body
        return
      }
      if (child > 0) {
        at = child
        continue
      }
      const other = -1 - child
      if (depth >= deepest || tree.used >= room - 1) {
        // Bodies on one spot hang on each other.
        chain[body] = other
        tree.children[slot] = -1 - body
        return
      }
      const made = cell()
      tree.children[slot] = made
      // The one that stood here goes a step down with all that hang on it; this one goes on from the new cell.
      let [hung, weight] = [other, 0]
      for (; hung !== -1; hung = chain[hung] ?? -1) weight += mass[hung] ?? 1
      const [ox, oy] = [x[other] ?? 0, y[other] ?? 0]
      tree.mass[made] = weight
      tree.x[made] = weight * ox
      tree.y[made] = weight * oy
      const half = width / 2
      tree.children[made * 4 + (ox >= left + half ? 1 : 0) + (oy >= top + half ? 2 : 0)] = child
      at = made
    }
  }

  return {
    add(x, y, pushX, pushY) {
      const all = build(x, y)
      for (let at = 0; at < tree.used; at++) {
        const m = tree.mass[at] ?? 1
        tree.x[at] = (tree.x[at] ?? 0) / m
        tree.y[at] = (tree.y[at] ?? 0) / m
      }
      for (let i = 0; i < count; i++) {
        const [bx, by] = [x[i] ?? 0, y[i] ?? 0]
        let [sumX, sumY] = [0, 0]
        let depth = 0
        stack[0] = 0
        widths[0] = all
        while (depth >= 0) {
          const at = stack[depth] ?? 0
          const width = widths[depth] ?? 0
          depth--
          const dx = bx - (tree.x[at] ?? 0)
          const dy = by - (tree.y[at] ?? 0)
          const square = dx * dx + dy * dy
          if (width * width < theta * theta * square) {
            const push = (tree.mass[at] ?? 0) / square
            sumX += dx * push
            sumY += dy * push
            continue
          }
          for (let slot = at * 4; slot < at * 4 + 4; slot++) {
            const child = tree.children[slot] ?? 0
            if (child > 0) {
              depth++
              stack[depth] = child
              widths[depth] = width / 2
            } else if (child < 0)
              for (let j = -1 - child; j !== -1; j = chain[j] ?? -1) {
                if (j === i) continue
                let ex = bx - (x[j] ?? 0)
                const ey = by - (y[j] ?? 0)
                // Two on one spot part sideways, the lower index to the left.
                if (ex === 0 && ey === 0) ex = i < j ? -0.5 : 0.5
                const push = (mass[j] ?? 1) / Math.max(ex * ex + ey * ey, 25)
                sumX += ex * push
                sumY += ey * push
              }
          }
        }
        const own = strength * (mass[i] ?? 1)
        pushX[i] = (pushX[i] ?? 0) + sumX * own
        pushY[i] = (pushY[i] ?? 0) + sumY * own
      }
    },
  }
}
