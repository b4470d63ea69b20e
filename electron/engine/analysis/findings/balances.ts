/**
 * Whether the balances of one account follow from each other: balance before ± amount = balance. Pure. Exports are sorted up or down, and rows
 * of one second (one day, where the bank keeps no clock) stand in any order; a break is reported only where no order of such rows fits.
 */
export interface StatementRow {
  readonly recordId: number
  readonly time: string
  readonly amount: number | null
  readonly direction: string | null
  readonly balance: number | null
}
export interface BalanceBreak {
  readonly recordId: number
  readonly time: string
  readonly amount: number | null
  readonly direction: string | null
  readonly expected: number
  readonly found: number
}
export interface Continuity {
  readonly breaks: readonly BalanceBreak[]
  /** Rows whose balance could be held against one before. */
  readonly steps: number
}
/** So many steps are needed before in and out are said to have changed places. */
const enoughSteps = 5

/** So many possible balances are followed at once where rows of one moment leave the balance after them open. */
const mostPaths = 50
/** A way through the groups so far: how it ends, and its breaks, the last one first. */
interface Path {
  readonly end: number | null
  readonly count: number
  readonly steps: number
  readonly breaks: Chain | null
}
interface Chain {
  readonly last: readonly BalanceBreak[]
  readonly before: Chain | null
}

/** Rows of one account and currency, sorted by time, rows of one time as they stand in the file. Without failed rows and duplicates. */
export function continuityOf(rows: readonly StatementRow[], reversed = false): Continuity {
  const { breaks, steps } = walkThrough(rows, reversed)
  return { breaks, steps }
}
/** The same with the balance it ends with; null where no row tells one, or a row after the last told one does not say what it did. */
export function walkThrough(
  rows: readonly StatementRow[],
  reversed = false,
): Continuity & { readonly end: number | null } {
  let paths: readonly Path[] = [{ end: null, count: 0, steps: 0, breaks: null }]
  for (const group of groupsOf(rows)) {
    const byEnd = new Map<number | null, Path>()
    for (const path of paths)
      for (const walk of waysThrough(group, path.end, reversed)) {
        const count = path.count + walk.breaks.length
        const present = byEnd.get(walk.end)
        if (present !== undefined && present.count <= count) continue
        byEnd.set(walk.end, {
          end: walk.end,
          count,
          steps: path.steps + walk.steps,
          breaks: walk.breaks.length === 0 ? path.breaks : { last: walk.breaks, before: path.breaks },
        })
      }
    // A path two breaks behind never catches up: breaking once leads anywhere.
    const least = Math.min(...[...byEnd.values()].map(({ count }) => count))
    paths =
      byEnd.size === 1
        ? [...byEnd.values()]
        : [...byEnd.values()]
            .filter(({ count }) => count <= least + 1)
            .toSorted((one, other) => one.count - other.count)
            .slice(0, mostPaths)
  }
  const [best] = paths.toSorted((one, other) => one.count - other.count)
  const parts: (readonly BalanceBreak[])[] = []
  for (let chain = best?.breaks ?? null; chain !== null; chain = chain.before) parts.push(chain.last)
  return { breaks: parts.reverse().flat(), steps: best?.steps ?? 0, end: best?.end ?? null }
}
/** Whether the statement fits only with in and out exchanged, as books of a bank's own side are kept. */
export function looksReversed(
  rows: readonly StatementRow[],
  straight: Continuity,
): { readonly steps: number; readonly fitting: number } | null {
  if (straight.steps < enoughSteps || straight.breaks.length * 2 < straight.steps) return null
  const turned = continuityOf(rows, true)
  return turned.breaks.length * 10 <= turned.steps && turned.breaks.length * 5 <= straight.breaks.length
    ? { steps: turned.steps, fitting: turned.steps - turned.breaks.length }
    : null
}

/** Rows whose order in time cannot be told: one second, one minute, or one day, as coarse as the day's coarsest row. */
function* groupsOf(rows: readonly StatementRow[]): Generator<readonly StatementRow[]> {
  for (let from = 0; from < rows.length;) {
    const day = rows[from]?.time.slice(0, 10)
    let to = from
    let precision = Number.POSITIVE_INFINITY
    while (to < rows.length && rows[to]?.time.slice(0, 10) === day) {
      precision = Math.min(precision, rows[to]?.time.length ?? precision)
      to += 1
    }
    for (let start = from; start < to;) {
      const moment = rows[start]?.time.slice(0, precision)
      let end = start + 1
      while (end < to && rows[end]?.time.slice(0, precision) === moment) end += 1
      yield rows.slice(start, end)
      start = end
    }
    from = to
  }
}

interface Walk {
  readonly breaks: readonly BalanceBreak[]
  readonly steps: number
  readonly end: number | null
}

function effectOf(row: StatementRow, reversed: boolean): number | null {
  if (row.amount === null) return null
  if (row.direction === 'in') return reversed ? -row.amount : row.amount
  return row.direction === 'out' ? (reversed ? row.amount : -row.amount) : null
}

function edgesOf(group: readonly StatementRow[], reversed: boolean): readonly Edge[] {
  return group.flatMap((row): Edge[] => {
    const effect = effectOf(row, reversed)
    return effect === null || row.balance === null
      ? []
      : [{ row, from: row.balance - effect, to: row.balance }]
  })
}

/** The ways to take the rows of one moment that differ in the balance they end with, each with as few breaks as that end allows. */
function waysThrough(
  group: readonly StatementRow[],
  start: number | null,
  reversed: boolean,
): readonly Walk[] {
  const forward = inOrder(group, start, reversed)
  // Without a break the end is what the amounts make of the beginning, whatever the order.
  if (group.length === 1 || (start !== null && forward.breaks.length === 0)) return [forward]
  const edges = edgesOf(group, reversed)
  const backward = inOrder(group.toReversed(), start, reversed)
  if (edges.length < group.length) return [forward, backward]
  const starts = start === null ? [...new Set(edges.map(({ from }) => from))].slice(0, mostPaths) : [start]
  return starts.flatMap((from) => alongTrails(edges, from, start === null))
}

function inOrder(rows: readonly StatementRow[], start: number | null, reversed: boolean): Walk {
  const breaks: BalanceBreak[] = []
  let running = start
  let steps = 0
  for (const row of rows) {
    const effect = effectOf(row, reversed)
    // A row without a balance moves what the next one should show; what its amount did is not always known.
    if (row.balance === null) {
      running = running === null || effect === null ? null : running + effect
      continue
    }
    if (running !== null) {
      steps += 1
      const amount = row.amount ?? 0
      const fits =
        effect === null
          ? [running, running + amount, running - amount].includes(row.balance)
          : running + effect === row.balance
      if (!fits) breaks.push(breakOf(row, running + (effect ?? 0), row.balance))
    }
    running = row.balance
  }
  return { breaks, steps, end: running }
}
function breakOf(
  { recordId, time, amount, direction }: StatementRow,
  expected: number,
  found: number,
): BalanceBreak {
  return { recordId, time, amount, direction, expected, found }
}

/** A row as a step from one balance to the next. */
interface Edge {
  readonly row: StatementRow
  readonly from: number
  readonly to: number
}
/** Stands for the gap between two trails while they are walked as one circuit. */
interface Join {
  readonly row: null
  readonly from: number
  readonly to: number
}

/** The rows in orders with the fewest breaks: steps joined end to end wherever they can be (Euler trails; Hierholzer), each of the trails once as the last. */
function alongTrails(edges: readonly Edge[], start: number, free: boolean): readonly Walk[] {
  const trails = trailsOf(edges, start)
  const first = trails.find((trail) => trail[0]?.from === start)
  const rest = trails.filter((trail) => trail !== first)
  if (rest.length === 0) return [follow(trails, free ? null : start)]
  return rest
    .slice(0, mostPaths)
    .map((last) =>
      follow(
        [...(first === undefined ? [] : [first]), ...rest.filter((trail) => trail !== last), last],
        free ? null : start,
      ),
    )
}
function follow(trails: readonly (readonly Edge[])[], start: number | null): Walk {
  const breaks: BalanceBreak[] = []
  let running = start
  let steps = 0
  for (const trail of trails) {
    const [head] = trail
    if (head === undefined) continue
    if (running !== null && head.from !== running)
      breaks.push(breakOf(head.row, running + head.to - head.from, head.to))
    steps += running === null ? trail.length - 1 : trail.length
    running = trail.at(-1)?.to ?? running
  }
  return { breaks, steps, end: running }
}

function trailsOf(edges: readonly Edge[], start: number | null): Edge[][] {
  const leaving = new Map<number, (Edge | Join)[]>()
  const surplus = new Map<number, number>()
  // Later edges are taken first from the list, so they are laid in back to front: ties keep the order of the file.
  for (const edge of edges.toReversed()) {
    const present = leaving.get(edge.from)
    if (present === undefined) leaving.set(edge.from, [edge])
    else present.push(edge)
    surplus.set(edge.from, (surplus.get(edge.from) ?? 0) + 1)
    surplus.set(edge.to, (surplus.get(edge.to) ?? 0) - 1)
  }
  const heads = [...surplus].flatMap(([node, more]) => Array.from({ length: Math.max(0, more) }, () => node))
  const tails = [...surplus].flatMap(([node, more]) => Array.from({ length: Math.max(0, -more) }, () => node))
  const componentOf = components(edges)
  // Joins from the end of one trail to the beginning of another of the same component make circuits; they are cut out again below.
  for (const tail of tails) {
    const at = heads.findIndex((head) => componentOf(head) === componentOf(tail))
    const [head] = at < 0 ? [] : heads.splice(at, 1)
    if (head !== undefined)
      leaving.set(tail, [{ from: tail, to: head, row: null }, ...(leaving.get(tail) ?? [])])
  }
  const trails: Edge[][] = []
  const starts = [...(start === null || !leaving.has(start) ? [] : [start]), ...edges.map(({ from }) => from)]
  for (const from of starts) {
    if ((leaving.get(from)?.length ?? 0) === 0) continue
    const circuit = circuitFrom(from, leaving)
    const cut = circuit.findIndex(({ row }) => row === null)
    const turned = cut < 0 ? circuit : [...circuit.slice(cut + 1), ...circuit.slice(0, cut + 1)]
    let trail: Edge[] = []
    for (const edge of turned) {
      if (edge.row !== null) {
        trail.push(edge)
        continue
      }
      if (trail.length > 0) trails.push(trail)
      trail = []
    }
    if (trail.length > 0) trails.push(trail)
  }
  return trails
}
function circuitFrom<E extends { readonly from: number; readonly to: number }>(
  start: number,
  leaving: ReadonlyMap<number, E[]>,
): E[] {
  const stack: { readonly node: number; readonly by: E | null }[] = [{ node: start, by: null }]
  const circuit: E[] = []
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = leaving.get(top.node)?.pop()
    if (next !== undefined) {
      stack.push({ node: next.to, by: next })
      continue
    }
    if (top.by !== null) circuit.push(top.by)
    stack.pop()
  }
  return circuit.reverse()
}
function components(edges: readonly Edge[]): (node: number) => number {
  const parent = new Map<number, number>()
  const find = (node: number): number => {
    let root = node
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    return root
  }
  for (const { from, to } of edges) parent.set(find(from), find(to))
  return find
}
