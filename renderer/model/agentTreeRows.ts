/** The lines of the agent tree that are in sight: folded ones are left out. Pure. */
import type { AnswerLine } from './answerLines.ts'

export interface TreeNode {
  readonly id: number
  readonly line: AnswerLine
  readonly parent: number | null
  /** 0 at the top of what is shown. */
  readonly depth: number
  readonly children: readonly number[]
  /** Agents below it, whether shown or not. */
  readonly below: number
}
export interface AgentNodes {
  readonly nodes: ReadonlyMap<number, TreeNode>
  readonly roots: readonly number[]
}
/** Nodes by their entity, in the order of the answer, which has each line directly before those below it. */
export function agentNodes(lines: readonly AnswerLine[]): AgentNodes {
  const known = new Map(
    lines.flatMap((line) => {
      const id = line.entity('account')?.entityId
      return id === undefined ? [] : [[id, line] as const]
    }),
  )
  const children = new Map<number, number[]>()
  const roots: number[] = []
  for (const [id, line] of known) {
    const above = line.entity('above')?.entityId
    if (above === undefined || !known.has(above)) roots.push(id)
    else children.set(above, [...(children.get(above) ?? []), id])
  }
  const nodes = new Map<number, TreeNode>()
  const waiting = roots.toReversed().map((id) => ({ id, parent: null as number | null, depth: 0 }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { id, parent, depth } = next
    const line = known.get(id)
    if (line === undefined || nodes.has(id)) continue
    const own = children.get(id) ?? []
    nodes.set(id, { id, line, parent, depth, children: own, below: Number(line.cell('agents') ?? 0) })
    for (const child of own.toReversed()) waiting.push({ id: child, parent: id, depth: depth + 1 })
  }
  return { nodes, roots }
}
/** The nodes in sight, from the top down. */
export function shownNodes({ nodes, roots }: AgentNodes, open: ReadonlySet<number>): readonly TreeNode[] {
  const shown: TreeNode[] = []
  const waiting = roots.toReversed()
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = nodes.get(id)
    if (node === undefined) continue
    shown.push(node)
    if (open.has(id)) waiting.push(...node.children.toReversed())
  }
  return shown
}
/** What is open at first: levels from the top, as long as not too many lines come into sight. */
export function openAtFirst({ nodes, roots }: AgentNodes, most = 60): ReadonlySet<number> {
  const open = new Set<number>()
  let level = roots
  let count = roots.length
  while (level.length > 0) {
    const next = level.flatMap((id) => nodes.get(id)?.children ?? [])
    if (count + next.length > most) break
    for (const id of level) if ((nodes.get(id)?.children.length ?? 0) > 0) open.add(id)
    count += next.length
    level = next
  }
  return open
}
/** Everything above a node, so that it comes into sight. */
export function lineTo({ nodes }: AgentNodes, id: number): readonly number[] {
  const line: number[] = []
  for (let at = nodes.get(id)?.parent ?? null; at !== null; at = nodes.get(at)?.parent ?? null) line.push(at)
  return line
}
