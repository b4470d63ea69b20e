/** Where the bars and ribbons of a picture of flows stand: a column a level, widths by amount. Pure. */
import { sizeOf, addMinor, type Minor } from '../../shared/model/minor.ts'
import type { ScopeInput } from '../../shared/contract/index.ts'

export interface FlowLink {
  /** Columns count from the chosen ones: -1 is one level up, 1 one level down. */
  readonly fromColumn: number
  readonly from: string
  readonly toColumn: number
  readonly to: string
  readonly sum: Minor
  readonly count: number
  readonly rows: readonly ScopeInput[]
}
export interface FlowEnd {
  readonly key: string
  readonly label: string
  readonly entityId: number | null
  /** Colour by the kind of entity; `outside` for what has no account, `gap` where nothing more is known. */
  readonly look: string
  readonly note: string | null
}
export interface Bar extends FlowEnd {
  readonly column: number
  readonly x: number
  readonly y: number
  readonly height: number
  readonly sum: Minor
  readonly count: number
  /** How many stand together here; 1 for one. */
  readonly members: number
  readonly rows: readonly ScopeInput[]
}
export interface Ribbon {
  readonly id: string
  readonly from: Bar
  readonly to: Bar
  readonly path: string
  readonly middle: { readonly x: number; readonly y: number }
  readonly width: number
  readonly sum: Minor
  readonly count: number
  readonly rows: readonly ScopeInput[]
}
export interface FlowPicture {
  readonly bars: readonly Bar[]
  readonly ribbons: readonly Ribbon[]
  readonly columns: readonly {
    readonly column: number
    readonly x: number
    readonly sum: Minor
    readonly count: number
  }[]
}
export interface FlowRoom {
  readonly width: number
  readonly height: number
  /** Room for captions beside the outer columns. */
  readonly margin: number
  readonly top: number
  /** So many stand by themselves in a column; the rest stands together. */
  readonly most: number
}
export const barWidth = 8
const gapBetween = 17
const others = '…'

interface Sum {
  sum: Minor
  count: number
  readonly rows: ScopeInput[]
}
/** Lays out links between columns; what is beyond the largest of a column stands together. */
export function flowPicture(
  links: readonly FlowLink[],
  ends: ReadonlyMap<string, FlowEnd>,
  room: FlowRoom,
  othersLabel: (count: number) => string,
): FlowPicture {
  const joined = joinedLinks(links, room.most)
  const columns = [
    ...new Set(joined.links.flatMap(({ fromColumn, toColumn }) => [fromColumn, toColumn])),
  ].toSorted((one, other) => one - other)
  if (columns.length === 0) return { bars: [], ribbons: [], columns: [] }
  const values = new Map<string, { in: number; out: number; total: Sum }>()
  for (const link of joined.links)
    for (const [column, key, side] of [
      [link.fromColumn, link.from, 'out'],
      [link.toColumn, link.to, 'in'],
    ] as const) {
      const id = `${column} ${key}`
      const value = values.get(id) ?? { in: 0, out: 0, total: { sum: 0, count: 0, rows: [] } }
      values.set(id, value)
      value[side] += sizeOf(link.sum)
      // Told by what ties it to the chosen ones.
      if ((column > 0 && side === 'in') || (column < 0 && side === 'out')) gather(value.total, link)
    }
  const inColumn = (column: number): readonly string[] =>
    [...values.keys()]
      .filter((id) => id.startsWith(`${column} `))
      .toSorted(
        (one, other) =>
          Number(one.endsWith(others)) - Number(other.endsWith(others)) ||
          size(values, other) - size(values, one),
      )
  const tallest = Math.max(
    ...columns.map((column) => inColumn(column).reduce((sum, id) => sum + size(values, id), 0)),
  )
  const most = Math.max(...columns.map((column) => inColumn(column).length))
  const free = Math.max(40, room.height - room.top - (most - 1) * gapBetween - 24)
  const scale = tallest === 0 ? 0 : free / tallest
  const step = columns.length === 1 ? 0 : (room.width - 2 * room.margin - barWidth) / (columns.length - 1)
  const bars = new Map<string, Bar>()
  for (const [place, column] of columns.entries()) {
    const ids = inColumn(column)
    const used =
      ids.reduce((sum, id) => sum + Math.max(2, size(values, id) * scale), 0) + (ids.length - 1) * gapBetween
    let y = room.top + Math.max(0, (room.height - room.top - used) / 2)
    for (const id of ids) {
      const key = id.slice(String(column).length + 1)
      const value = values.get(id)
      const members = key === others ? (joined.others.get(column) ?? 0) : 1
      const end = ends.get(key) ?? {
        key,
        label: othersLabel(members),
        entityId: null,
        look: 'outside',
        note: null,
      }
      const height = Math.max(2, size(values, id) * scale)
      bars.set(id, {
        ...end,
        column,
        x: room.margin + place * step,
        y,
        height,
        members,
        sum: value?.total.sum ?? 0,
        count: value?.total.count ?? 0,
        rows: value?.total.rows ?? [],
      })
      y += height + gapBetween
    }
  }
  return {
    bars: [...bars.values()],
    ribbons: ribbonsOf(joined.links, bars, scale),
    columns: columns.map((column, place) => {
      const at = joined.links.filter(({ fromColumn, toColumn }) =>
        column > 0 ? toColumn === column : column < 0 ? fromColumn === column : false,
      )
      return {
        column,
        x: room.margin + place * step,
        sum: at.reduce<Minor>((sum, link) => addMinor(sum, link.sum), 0),
        count: at.reduce((sum, link) => sum + link.count, 0),
      }
    }),
  }
}
function size(
  values: ReadonlyMap<string, { readonly in: number; readonly out: number }>,
  id: string,
): number {
  const value = values.get(id)
  return value === undefined ? 0 : Math.max(value.in, value.out)
}
function gather(into: Sum, link: Pick<FlowLink, 'sum' | 'count' | 'rows'>): void {
  into.sum = addMinor(into.sum, link.sum)
  into.count += link.count
  into.rows.push(...link.rows)
}
/** Those beyond the largest of each outer column as one, and the links of both ends added up. */
function joinedLinks(
  links: readonly FlowLink[],
  most: number,
): { readonly links: readonly FlowLink[]; readonly others: ReadonlyMap<number, number> } {
  const sums = new Map<number, Map<string, number>>()
  for (const { fromColumn, from, toColumn, to, sum } of links)
    for (const [column, key] of [
      [fromColumn, from],
      [toColumn, to],
    ] as const) {
      if (column === 0) continue
      const of = sums.get(column) ?? new Map<string, number>()
      sums.set(column, of)
      of.set(key, (of.get(key) ?? 0) + sizeOf(sum))
    }
  const kept = new Map<number, ReadonlySet<string>>()
  const beyond = new Map<number, number>()
  for (const [column, of] of sums) {
    const ordered = [...of].toSorted(([, one], [, other]) => other - one).map(([key]) => key)
    kept.set(column, new Set(ordered.length <= most + 1 ? ordered : ordered.slice(0, most)))
    if (ordered.length > most + 1) beyond.set(column, ordered.length - most)
  }
  const named = (column: number, key: string): string =>
    column === 0 || kept.get(column)?.has(key) === true ? key : others
  const by = new Map<string, FlowLink & { sum: Minor; count: number; rows: ScopeInput[] }>()
  for (const link of links) {
    const [from, to] = [named(link.fromColumn, link.from), named(link.toColumn, link.to)]
    const id = `${link.fromColumn} ${from} ${link.toColumn} ${to}`
    const present = by.get(id)
    if (present === undefined) by.set(id, { ...link, from, to, rows: [...link.rows] })
    else
      by.set(id, {
        ...present,
        sum: addMinor(present.sum, link.sum),
        count: present.count + link.count,
        rows: [...present.rows, ...link.rows],
      })
  }
  return {
    links: [...by.values()].toSorted((one, other) => sizeOf(other.sum) - sizeOf(one.sum)),
    others: beyond,
  }
}
function ribbonsOf(
  links: readonly FlowLink[],
  bars: ReadonlyMap<string, Bar>,
  scale: number,
): readonly Ribbon[] {
  const used = { in: new Map<Bar, number>(), out: new Map<Bar, number>() }
  const placed = links.flatMap((link) => {
    const [from, to] = [bars.get(`${link.fromColumn} ${link.from}`), bars.get(`${link.toColumn} ${link.to}`)]
    return from === undefined || to === undefined ? [] : [{ link, from, to }]
  })
  return placed
    .toSorted((one, other) => one.from.x - other.from.x || one.from.y - other.from.y || one.to.y - other.to.y)
    .map(({ link, from, to }): Ribbon => {
      const width = Math.max(1, sizeOf(link.sum) * scale)
      const begin = from.y + (used.out.get(from) ?? 0)
      const end = to.y + (used.in.get(to) ?? 0)
      used.out.set(from, (used.out.get(from) ?? 0) + width)
      used.in.set(to, (used.in.get(to) ?? 0) + width)
      const [x1, x2] = [from.x + barWidth, to.x]
      const bend = (x1 + x2) / 2
      const [a, b] = [begin, end]
      return {
        id: `${from.column} ${from.key} ${to.column} ${to.key}`,
        from,
        to,
        width,
        path: `M${x1},${a}C${bend},${a} ${bend},${b} ${x2},${b}L${x2},${b + width}C${bend},${b + width} ${bend},${a + width} ${x1},${a + width}Z`,
        middle: { x: bend, y: (a + b + width) / 2 },
        sum: link.sum,
        count: link.count,
        rows: link.rows,
      }
    })
}
