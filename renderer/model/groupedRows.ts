/**
 * The rows of a grouped table as one list: groups, and under each open one its groups or records. Only what is open is known, so a list of a
 * million records costs as much as the groups a person has opened. Rows are fetched as the list is scrolled.
 */
import type { Group, RecordRow, Scalar } from '../../shared/contract/index.ts'

export interface GroupRow {
  readonly type: 'group'
  readonly level: number
  /** Values of the outer groups and of this one. */
  readonly path: readonly Scalar[]
  /** Its place among its siblings, and those of the groups around it. */
  readonly places: readonly number[]
  readonly group: Group
  readonly open: boolean
}
export type TableRow = RecordRow | GroupRow
export function isGroup(row: TableRow): row is GroupRow {
  return 'type' in row
}
/** A group by its place among its siblings. */
export interface GroupStep {
  readonly value: Scalar
  readonly place: number
  readonly count: number
}
export interface GroupSource {
  /** How many levels of groups there are. */
  readonly depth: number
  groups(
    path: readonly Scalar[],
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly rows: readonly Group[] }>
  records(path: readonly Scalar[], offset: number, limit: number): Promise<readonly RecordRow[]>
}
/** Children of a group: groups, or the records of an innermost one. */
interface Node {
  readonly path: readonly Scalar[]
  readonly places: readonly number[]
  readonly count: number
  readonly open: Map<number, Node>
}
export interface GroupedRows {
  /** Rows in all, as far as they are open. */
  total(): number
  load(offset: number, limit: number): Promise<readonly TableRow[]>
  /** Opens or closes a group. */
  toggle(row: GroupRow): Promise<void>
  /** Opens the groups that are open in another list, as far as they are here too. */
  openLike(other: GroupedRows): Promise<void>
  /** Opens the groups that lead to a record, from the outermost in; returns the record's place in the list, which is `offset` within the innermost. */
  reveal(groups: readonly GroupStep[], offset: number): Promise<number>
  /** Paths of the open groups, outer ones first. */
  openPaths(): readonly (readonly Scalar[])[]
}
/** So many groups of a level are looked through to find an open one again. */
const searched = 2_000

export async function groupedRows(source: GroupSource): Promise<GroupedRows> {
  const root: Node = { path: [], places: [], count: (await source.groups([], 0, 0)).total, open: new Map() }

  const size = (node: Node): number =>
    [...node.open.values()].reduce((sum, child) => sum + size(child), node.count)
  const ordered = (node: Node) => [...node.open].sort(([one], [other]) => one - other)
  function nodeAt(places: readonly number[]): Node | undefined {
    return places.reduce<Node | undefined>((node, place) => node?.open.get(place), root)
  }
  async function own(node: Node, from: number, count: number): Promise<readonly TableRow[]> {
    if (count <= 0) return []
    const level = node.path.length
    if (level === source.depth) return source.records(node.path, from, count)
    const { rows } = await source.groups(node.path, from, count)
    return rows.map((group, index): GroupRow => ({
      type: 'group',
      level,
      path: [...node.path, group.value],
      places: [...node.places, from + index],
      group,
      open: node.open.has(from + index),
    }))
  }
  /** Rows `from` to `to` of what a node shows. */
  async function slice(node: Node, from: number, to: number): Promise<readonly TableRow[]> {
    const parts: Promise<readonly TableRow[]>[] = []
    let at = 0
    let child = 0
    const take = (upTo: number): void => {
      const first = Math.max(child, child + from - at)
      const last = Math.min(upTo, child + to - at)
      if (last > first) parts.push(own(node, first, last - first))
      at += upTo - child
      child = upTo
    }
    for (const [place, inner] of ordered(node)) {
      if (at >= to) break
      take(place + 1)
      const length = size(inner)
      if (at < to && at + length > from)
        parts.push(slice(inner, Math.max(0, from - at), Math.min(length, to - at)))
      at += length
    }
    take(node.count)
    return (await Promise.all(parts)).flat()
  }
  async function open(
    parent: Node,
    {
      path,
      places,
      group,
    }: {
      readonly path: readonly Scalar[]
      readonly places: readonly number[]
      readonly group: { readonly count: number }
    },
  ): Promise<Node> {
    const count = path.length === source.depth ? group.count : (await source.groups(path, 0, 0)).total
    const node: Node = { path, places, count, open: new Map() }
    parent.open.set(places.at(-1) ?? 0, node)
    return node
  }
  function openPaths(): readonly (readonly Scalar[])[] {
    const paths: (readonly Scalar[])[] = []
    const walk = (node: Node): void => {
      for (const [, child] of ordered(node)) {
        paths.push(child.path)
        walk(child)
      }
    }
    walk(root)
    return paths
  }

  return {
    total: () => size(root),
    load: (offset, limit) => slice(root, offset, offset + limit),
    async toggle(row) {
      const parent = nodeAt(row.places.slice(0, -1))
      const place = row.places.at(-1) ?? 0
      if (parent === undefined) return
      if (!parent.open.delete(place)) await open(parent, row)
    },
    async openLike(other) {
      for (const path of other.openPaths()) {
        const parents = path.slice(0, -1)
        const parent = parents.reduce<Node | undefined>(
          (node, value) => [...(node?.open.values() ?? [])].find((child) => child.path.at(-1) === value),
          root,
        )
        if (parent === undefined) continue
        const rows = await own(parent, 0, Math.min(parent.count, searched))
        const found = rows.find((row) => isGroup(row) && row.path.at(-1) === path.at(-1))
        if (found !== undefined && isGroup(found)) await open(parent, found)
      }
    },
    async reveal(groups, offset) {
      let node = root
      let at = 0
      for (const { value, place, count } of groups) {
        at +=
          place +
          ordered(node).reduce((sum, [other, child]) => (other < place ? sum + size(child) : sum), 0) +
          1
        node =
          node.open.get(place) ??
          (await open(node, {
            path: [...node.path, value],
            places: [...node.places, place],
            group: { count },
          }))
      }
      return at + offset
    },
    openPaths,
  }
}
