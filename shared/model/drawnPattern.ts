/**
 * A small drawn pattern: things and steps between them, with conditions, counts, sums, time between steps, optional steps and steps that must not be.
 * Written as JSON, so that it can be kept with an answer and asked again.
 */
import * as v from 'valibot'
import { currencyCode } from './currency.ts'
import { entityKinds } from './define.ts'
import { linkKinds, type LinkKindId } from './linkKinds.ts'

const kindIds = entityKinds.map(({ id }) => id)
const linkIds = linkKinds.map(({ id }) => id)
const nodeId = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,19}$/, 'a name of letters and figures'))
const minutes = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(5_256_000))
const yuan = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e13))

const currency = v.pipe(
  v.string(),
  v.maxLength(12),
  v.check((code) => currencyCode(code) === code, 'a code of a currency'),
)
const place = v.pipe(v.number(), v.minValue(0), v.maxValue(100))

const step = v.strictObject({
  from: nodeId,
  to: nodeId,
  link: v.picklist(linkIds),
  /** Either way; rows that do not say their way match too. */
  either: v.optional(v.boolean(), false),
  /** In whole units of the currency (yuan where none is written); a row in another currency or without an amount does not match. */
  least: v.optional(yuan),
  most: v.optional(yuan),
  currency: v.optional(currency),
  /** So many rows at least between the two, all that fit the step, and so much together. */
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1_000_000))),
  sum: v.optional(yuan),
  /** The number of a step listed before (from 1) that it comes after, and how many minutes after it at least and at most. */
  after: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(11))),
  /** The same, before it. */
  before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(11))),
  soonest: v.optional(minutes),
  within: v.optional(minutes),
  /** Matched where it is there, the earliest one; left open otherwise. */
  optional: v.optional(v.boolean(), false),
  /** There must be no such link. */
  none: v.optional(v.boolean(), false),
})
export type PatternStep = v.InferOutput<typeof step>
const node = v.strictObject({
  kind: v.optional(v.picklist(kindIds)),
  /** What it is called in the answer. */
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  /** Stands in what the thing is called in the case. */
  like: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  /** Where it is drawn, from the left and from above, of 100. */
  at: v.optional(v.tuple([place, place])),
})
export type PatternNode = v.InferOutput<typeof node>
/** The most nodes and steps of a pattern. */
export const mostNodes = 12
export const mostSteps = 12
const schema = v.strictObject({
  nodes: v.pipe(
    v.record(nodeId, node),
    v.check((nodes) => Object.keys(nodes).length <= mostNodes, `at most ${mostNodes} nodes`),
  ),
  steps: v.pipe(v.array(step), v.maxLength(mostSteps)),
  /** Nodes that play one part: of two hits that only swap them one is told. */
  alike: v.optional(v.array(v.tuple([nodeId, nodeId])), []),
})
export type DrawnPattern = v.InferOutput<typeof schema>

export interface PatternFault {
  readonly zh: string
  readonly en: string
  /** The part that is wrong: the name of a node, the place of a step (from 0); nothing: the whole. */
  readonly node?: string
  readonly step?: number
}
/** The drawing of a text, finished or not; or why it is none. */
export function readDrawing(
  text: string,
): { readonly pattern: DrawnPattern } | { readonly fault: PatternFault } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { fault: { zh: '图形不是有效的 JSON 文本。', en: 'The pattern is no valid JSON.' } }
  }
  const read = v.safeParse(schema, json)
  if (read.success) return { pattern: read.output }
  const [issue] = read.issues
  const where = v.getDotPath(issue) ?? ''
  return {
    fault: {
      zh: `图形有误${where === '' ? '' : `（${where}）`}：${issue.message}`,
      en: `The pattern is wrong${where === '' ? '' : ` at ${where}`}: ${issue.message}`,
    },
  }
}
/** The pattern of a text, with its steps in an order in which each begins at something known; or what is wrong with it. */
export function readPattern(
  text: string,
): { readonly pattern: DrawnPattern } | { readonly fault: PatternFault } {
  const read = readDrawing(text)
  if ('fault' in read) return read
  const [fault] = faultsOf(read.pattern)
  return fault === undefined ? read : { fault }
}
/** All that keeps a drawing from being asked, by part. */
export function faultsOf({ nodes, steps, alike }: DrawnPattern): readonly PatternFault[] {
  const names = new Set(Object.keys(nodes))
  const faults: PatternFault[] = []
  if (steps.length === 0)
    faults.push({
      zh: '还没有任何一步（steps）：把两个点连起来。',
      en: 'There is no step in steps: link two nodes.',
    })
  for (const stray of new Set([...steps.flatMap(({ from, to }) => [from, to]), ...alike.flat()]))
    if (!names.has(stray)) faults.push({ zh: `没有名为 ${stray} 的点。`, en: `There is no node ${stray}.` })
  const known = new Set<string>()
  for (const [place, step] of steps.entries()) {
    const fault = stepFault(steps, place, known)
    if (fault !== null) faults.push({ ...fault, step: place })
    // What must not be, or need not be, makes nothing known to later steps.
    if (!step.none && !step.optional) known.add(step.from).add(step.to)
  }
  const used = new Set(steps.flatMap(({ from, to }) => [from, to]))
  for (const idle of names)
    if (!used.has(idle))
      faults.push({
        zh: `点 ${nodes[idle]?.name ?? idle} 不在任何一步里。`,
        en: `Node ${nodes[idle]?.name ?? idle} stands in no step.`,
        node: idle,
      })
  return faults
}
function stepFault(
  steps: readonly PatternStep[],
  place: number,
  known: ReadonlySet<string>,
): PatternFault | null {
  const step = steps[place] as PatternStep
  const number = place + 1
  if (step.from === step.to)
    return { zh: `第 ${number} 步两端相同。`, en: `Step ${number} has one node at both ends.` }
  if (place === 0 && (step.none || step.optional))
    return { zh: '第 1 步不能是可选或“没有”。', en: 'The first step cannot be optional or none.' }
  if (place > 0 && !known.has(step.from) && !known.has(step.to))
    return { zh: `第 ${number} 步与前面的各步不相连。`, en: `Step ${number} touches no step before it.` }
  return tieFault(steps, place) ?? amountFault(step, number)
}
function tieFault(steps: readonly PatternStep[], place: number): PatternFault | null {
  const { after, before, within, soonest } = steps[place] as PatternStep
  const number = place + 1
  const tied = after ?? before
  if (after !== undefined && before !== undefined)
    return {
      zh: `第 ${number} 步只能写 after、before 之一。`,
      en: `Step ${number} has both after and before.`,
    }
  if (tied === undefined)
    return within === undefined && soonest === undefined
      ? null
      : {
          zh: `第 ${number} 步写了 within 或 soonest 而没有 after、before。`,
          en: `Step ${number} has within or soonest and neither after nor before.`,
        }
  const other = steps[tied - 1]
  if (tied >= number || other?.none === true || other?.optional === true)
    return {
      zh: `第 ${number} 步的 after、before 须指排在它前面、必有的一步。`,
      en: `after or before of step ${number} must be a step listed before it that is always there.`,
    }
  if (isStanding(steps[place]?.link) || isStanding(other?.link))
    return {
      zh: `第 ${number} 步：持有、使用这类关系没有先后。`,
      en: `Step ${number}: links such as holds and uses have no time.`,
    }
  if (other !== undefined && isCounted(other))
    return {
      zh: `第 ${number} 步不能以第 ${tied} 步定先后：那是若干笔合计，不是一笔。`,
      en: `Step ${number} cannot be timed by step ${tied}: that is several rows together.`,
    }
  return within !== undefined && within < (soonest ?? 0)
    ? {
        zh: `第 ${number} 步的最长间隔短于最短间隔。`,
        en: `Step ${number}: the longest time between is shorter than the shortest.`,
      }
    : null
}
function amountFault(step: PatternStep, number: number): PatternFault | null {
  const { least, most, link } = step
  if (isStanding(link) && (isCounted(step) || hasAmount(step)))
    return {
      zh: `第 ${number} 步：持有、使用这类关系没有次数和金额。`,
      en: `Step ${number}: links such as holds and uses have no count and no amount.`,
    }
  return least !== undefined && most !== undefined && most < least
    ? { zh: `第 ${number} 步的金额上限低于下限。`, en: `Step ${number}: the amount ends before it begins.` }
    : null
}
/** Whether a step is several rows together. */
export function isCounted({ count, sum }: PatternStep): boolean {
  return count !== undefined || sum !== undefined
}
/** Whether only rows of one currency fit a step. */
export function hasAmount({ least, most, sum, currency: code }: PatternStep): boolean {
  return least !== undefined || most !== undefined || sum !== undefined || code !== undefined
}
/** Kinds of link of which the number of rows is no measure: two things belong together. */
export function isStanding(id: LinkKindId | undefined): boolean {
  return linkKinds.some((kind) => kind.id === id && 'standing' in kind && kind.standing)
}
