/** Where accounts stand on a new chart: levels from the top down, each above the middle of those below it. Pure. */
export interface LevelPlace {
  readonly entityId: number
  readonly x: number
  readonly y: number
}
/** Nodes in any order with the one above; of what is not among them they stand at the top. */
export function treePositions(
  nodes: readonly { readonly id: number; readonly above: number | null }[],
  [across, down]: readonly [across: number, down: number] = [110, 150],
): LevelPlace[] {
  const known = new Set(nodes.map(({ id }) => id))
  const below = Map.groupBy(nodes, ({ above }) => (above !== null && known.has(above) ? above : null))
  const places = new Map<number, LevelPlace>()
  let next = 0
  const open = (below.get(null) ?? []).toReversed().map(({ id }) => ({ id, depth: 0, isDone: false }))
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { id, depth, isDone } = step
    const children = below.get(id) ?? []
    if (!isDone && children.length > 0) {
      open.push({ id, depth, isDone: true })
      for (const child of children.toReversed()) open.push({ id: child.id, depth: depth + 1, isDone: false })
      continue
    }
    const at = children.flatMap((child) => places.get(child.id)?.x ?? [])
    const x = at.length === 0 ? next : ((at[0] ?? 0) + (at.at(-1) ?? 0)) / 2
    if (at.length === 0) next += across
    places.set(id, { entityId: id, x, y: depth * down })
  }
  return [...places.values()]
}
/** Rows of things below each other, each row in the middle. */
export function rowPositions(
  rows: readonly (readonly number[])[],
  [across, down]: readonly [across: number, down: number] = [170, 190],
): LevelPlace[] {
  return rows
    .filter((row) => row.length > 0)
    .flatMap((row, level) =>
      row.map((entityId, place) => ({
        entityId,
        x: (place - (row.length - 1) / 2) * across,
        y: level * down,
      })),
    )
}
