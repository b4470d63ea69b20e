/**
 * The drawing of a pattern while it is made: nodes and steps come, change and go, and the steps stay in an order that can be asked. Pure: each edit gives
 * a new drawing. What a drawing holds is what its pattern holds; nothing is kept beside it.
 */
import type { Language } from '../../shared/language.ts'
import {
  type DrawnPattern,
  isStanding,
  mostNodes,
  mostSteps,
  type PatternNode,
  type PatternStep,
} from '../../shared/model/drawnPattern.ts'
import type { LinkKindId } from '../../shared/model/linkKinds.ts'

export type PatternPart = { readonly node: string } | { readonly step: number }
/** A drawing after an edit, and the part that was added or changed. */
export interface Edited {
  readonly drawing: DrawnPattern
  readonly part: PatternPart | null
}
export const emptyDrawing: DrawnPattern = { nodes: {}, steps: [], alike: [] }

/** A drawing as the text that is asked and kept: what is not set is left out. */
export function drawingText({ nodes, steps, alike }: DrawnPattern): string {
  const set = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).filter(([, value]) => value !== undefined && value !== false && value !== ''),
    ) as T
  return JSON.stringify({
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, set(node)])),
    steps: steps.map(set),
    ...(alike.length === 0 ? {} : { alike }),
  })
}

const letters: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': [...'甲乙丙丁戊己庚辛壬癸子丑'],
  en: [...'ABCDEFGHIJKL'],
}
/** A node more, called by the next letter; the same drawing where there are as many as there may be. */
export function addNode(
  drawing: DrawnPattern,
  kind: PatternNode['kind'],
  language: Language,
  at: readonly [number, number] = freePlace(drawing),
): Edited {
  const ids = Object.keys(drawing.nodes)
  if (ids.length >= mostNodes) return { drawing, part: null }
  const taken = new Set(Object.values(drawing.nodes).map(({ name }) => name))
  const id = numbered().find((one) => !ids.includes(one)) ?? ''
  const name = letters[language].find((one) => !taken.has(one))
  const node: PatternNode = {
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    at: [...at],
  }
  return { drawing: { ...drawing, nodes: { ...drawing.nodes, [id]: node } }, part: { node: id } }
}
const numbered = (): readonly string[] => Array.from({ length: mostNodes + 1 }, (_, at) => `n${at + 1}`)
/** What changes of a part; undefined takes a condition off. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined }
/** Some properties of a node changed. */
export function setNode(drawing: DrawnPattern, id: string, patch: Patch<PatternNode>): DrawnPattern {
  const node = drawing.nodes[id]
  if (node === undefined) return drawing
  return { ...drawing, nodes: { ...drawing.nodes, [id]: without({ ...node, ...patch }) } }
}
const without = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
/** A node taken off with its steps. */
export function removeNode(drawing: DrawnPattern, id: string): DrawnPattern {
  const kept = drawing.steps.flatMap(({ from, to }, place) => (from === id || to === id ? [] : [place]))
  const nodes = Object.fromEntries(Object.entries(drawing.nodes).filter(([one]) => one !== id))
  return {
    nodes,
    steps: inOrder(drawing.steps, arrangement(drawing.steps, kept)),
    alike: drawing.alike.filter((pair) => !pair.includes(id)),
  }
}
/** The node that may be swapped with this one; null: none. */
export function setAlike(drawing: DrawnPattern, id: string, other: string | null): DrawnPattern {
  const alike = drawing.alike.filter((pair) => !pair.includes(id))
  return { ...drawing, alike: other === null ? alike : [...alike, [id, other]] }
}

/** A step between two nodes more, of the kind that mostly joins such things. */
export function addStep(drawing: DrawnPattern, from: string, to: string): Edited {
  if (from === to || drawing.steps.length >= mostSteps) return { drawing, part: null }
  const link = usualLink(drawing.nodes[from]?.kind, drawing.nodes[to]?.kind)
  const steps = [...drawing.steps, { from, to, link, either: false, optional: false, none: false }]
  return moved(drawing, steps, steps.length - 1)
}
/** Some properties of a step changed; it may get another number by that. */
export function setStep(drawing: DrawnPattern, place: number, patch: Patch<PatternStep>): Edited {
  const before = drawing.steps[place]
  if (before === undefined) return { drawing, part: null }
  const changed = without({ ...before, ...patch }) as PatternStep
  const after = isStanding(changed.link) ? withoutFigures(changed) : withoutSpan(changed)
  const steps = drawing.steps.map((step, at) => (at === place ? after : step))
  const isElsewhere = isExtra(before) !== isExtra(after) || (after.none && !before.none)
  return isElsewhere
    ? moved(drawing, steps, place)
    : arranged(
        drawing,
        steps,
        steps.map((_, at) => at),
        place,
      )
}
/** What a kind without time and amount cannot be asked for. */
function withoutFigures({ from, to, link, either, optional, none }: PatternStep): PatternStep {
  return { from, to, link, either, optional, none }
}
function withoutSpan(step: PatternStep): PatternStep {
  if (step.after !== undefined || step.before !== undefined) return step
  const { soonest: _soonest, within: _within, ...rest } = step
  return rest
}
/** A step taken off; those timed by it are timed by none. */
export function removeStep(drawing: DrawnPattern, place: number): DrawnPattern {
  const kept = drawing.steps.flatMap((_, at) => (at === place ? [] : [at]))
  return { ...drawing, steps: inOrder(drawing.steps, arrangement(drawing.steps, kept)) }
}

const isExtra = ({ optional, none }: PatternStep): boolean => optional || none
/** A step that is always there stands before those that need not or must not be; others at the end. */
function moved(drawing: DrawnPattern, steps: readonly PatternStep[], place: number): Edited {
  const others = steps.flatMap((_, at) => (at === place ? [] : [at]))
  const step = steps[place]
  let end = others.length
  if (step !== undefined && !isExtra(step))
    while (end > 0 && isExtra(steps[others[end - 1] as number] as PatternStep)) end -= 1
  return arranged(drawing, steps, [...others.slice(0, end), place, ...others.slice(end)], place)
}
function arranged(
  drawing: DrawnPattern,
  steps: readonly PatternStep[],
  order: readonly number[],
  place: number,
): Edited {
  const final = arrangement(steps, order)
  return { drawing: { ...drawing, steps: inOrder(steps, final) }, part: { step: final.indexOf(place) } }
}
/** Places of steps so that each begins at something known and comes after the one it is timed by; as they are where they are so. */
function arrangement(steps: readonly PatternStep[], order: readonly number[]): readonly number[] {
  const waiting = [...order]
  const placed: number[] = []
  const known = new Set<string>()
  const mayCome = (at: number): boolean => {
    const step = steps[at] as PatternStep
    const tied = step.after ?? step.before
    if (tied !== undefined && order.includes(tied - 1) && !placed.includes(tied - 1)) return false
    return placed.length === 0 ? !isExtra(step) : known.has(step.from) || known.has(step.to)
  }
  while (waiting.length > 0) {
    const next = waiting.findIndex(mayCome)
    // What cannot be put in order stays as it stands, and its fault is told.
    if (next < 0) return [...placed, ...waiting]
    const [at = 0] = waiting.splice(next, 1)
    const step = steps[at] as PatternStep
    placed.push(at)
    if (!isExtra(step)) known.add(step.from).add(step.to)
  }
  return placed
}
/** The steps of some places, with the numbers they are timed by as they are then. */
function inOrder(steps: readonly PatternStep[], order: readonly number[]): PatternStep[] {
  return order.map((at) => {
    const { after, before, ...rest } = steps[at] as PatternStep
    const tied = order.indexOf((after ?? before ?? 0) - 1) + 1
    if (tied === 0) return withoutSpan(rest)
    return { ...rest, ...(after === undefined ? { before: tied } : { after: tied }) }
  })
}
const accounts: readonly (string | undefined)[] = ['bankAccount', 'paymentAccount']
function usualLink(from: PatternNode['kind'], to: PatternNode['kind']): LinkKindId {
  if (from === 'phone' && (to === 'phone' || to === undefined)) return 'calls'
  if (from === 'person' || from === 'organisation') {
    if (to === 'phone' || to === 'device' || to === 'socialAccount') return 'uses'
    if (to !== undefined && (accounts.includes(to) || to === 'siteAccount')) return 'holds'
    if (to === from) return 'relatedTo'
  }
  return 'transfer'
}

/** Where each node is drawn, of 100: where it was put, others in columns by how many steps they are from the first. */
export function placesOf({
  nodes,
  steps,
}: DrawnPattern): Readonly<Record<string, readonly [number, number]>> {
  const ids = Object.keys(nodes)
  const column = new Map<string, number>()
  const begin = [steps[0]?.from, ...ids].filter((id) => id !== undefined)
  for (const start of begin) {
    if (column.has(start)) continue
    column.set(start, 0)
    const line = [start]
    for (const id of line)
      for (const { from, to } of steps) {
        const other = from === id ? to : to === id ? from : null
        if (other === null || column.has(other)) continue
        column.set(other, (column.get(id) ?? 0) + 1)
        line.push(other)
      }
  }
  const columns = Math.max(1, ...column.values())
  return Object.fromEntries(
    ids.map((id) => {
      const at = nodes[id]?.at
      if (at !== undefined) return [id, at]
      const mine = column.get(id) ?? 0
      const beside = ids.filter((other) => column.get(other) === mine)
      const y = ((beside.indexOf(id) + 0.5) / beside.length) * 100
      return [id, [8 + (mine / columns) * 84, y] as const]
    }),
  )
}
/** A place where no node stands yet, from the left and from above. */
function freePlace(drawing: DrawnPattern): readonly [number, number] {
  const taken = Object.values(placesOf(drawing))
  for (const y of [25, 80])
    for (const x of [10, 50, 90, 30, 70])
      if (taken.every(([left, top]) => Math.abs(left - x) + Math.abs(top - y) > 18)) return [x, y]
  for (let at = 0; at < 100; at += 5)
    if (taken.every(([left, top]) => Math.abs(left - at) + Math.abs(top - 52) > 8)) return [at, 52]
  return [50, 52]
}

/** What can be taken back of a drawing; edits of one field in a row are one. */
export class DrawingHistory<State> {
  private readonly past: State[] = []
  private readonly future: State[] = []
  private lastField: string | null = null
  /** Before a change: the state as it is. */
  keep(state: State, field: string | null = null): void {
    const isSame = field !== null && field === this.lastField
    this.lastField = field
    this.future.length = 0
    if (!isSame) this.past.push(state)
    if (this.past.length > 200) this.past.shift()
  }
  undo(state: State): State | null {
    return this.step(this.past, this.future, state)
  }
  redo(state: State): State | null {
    return this.step(this.future, this.past, state)
  }
  get canUndo(): boolean {
    return this.past.length > 0
  }
  get canRedo(): boolean {
    return this.future.length > 0
  }
  private step(from: State[], into: State[], state: State): State | null {
    const next = from.pop()
    if (next === undefined) return null
    into.push(state)
    this.lastField = null
    return next
  }
}
