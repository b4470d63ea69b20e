/**
 * A small drawn pattern: things and steps between them, with conditions, time between steps, optional steps and steps that must not be. Written as JSON, so
 * that it can be kept with an answer and asked again.
 */
import * as v from 'valibot'
import { entityKinds } from './define.ts'
import { linkKinds, type LinkKindId } from './linkKinds.ts'

const kindIds = entityKinds.map(({ id }) => id)
const linkIds = linkKinds.map(({ id }) => id)
const nodeId = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,19}$/, 'a name of letters and figures'))
const minutes = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(5_256_000))
const yuan = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e13))

const step = v.strictObject({
  from: nodeId,
  to: nodeId,
  link: v.picklist(linkIds),
  /** Either way; rows that do not say their way match too. */
  either: v.optional(v.boolean(), false),
  /** Yuan; a row in another currency or without an amount does not match. */
  least: v.optional(yuan),
  most: v.optional(yuan),
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
const schema = v.strictObject({
  nodes: v.record(nodeId, v.strictObject({ kind: v.optional(v.picklist(kindIds)) })),
  steps: v.pipe(v.array(step), v.minLength(1), v.maxLength(12)),
  /** Nodes that play one part: of two hits that only swap them one is told. */
  alike: v.optional(v.array(v.tuple([nodeId, nodeId])), []),
})
export type DrawnPattern = v.InferOutput<typeof schema>

export interface PatternFault {
  readonly zh: string
  readonly en: string
}
/** The pattern of a text, with its steps in an order in which each begins at something known; or what is wrong with it. */
export function readPattern(
  text: string,
): { readonly pattern: DrawnPattern } | { readonly fault: PatternFault } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { fault: { zh: '图形不是有效的 JSON 文本。', en: 'The pattern is no valid JSON.' } }
  }
  const read = v.safeParse(schema, json)
  if (!read.success) {
    const [issue] = read.issues
    const where = v.getDotPath(issue) ?? ''
    return {
      fault: {
        zh: `图形有误${where === '' ? '' : `（${where}）`}：${issue.message}`,
        en: `The pattern is wrong${where === '' ? '' : ` at ${where}`}: ${issue.message}`,
      },
    }
  }
  const fault = faultOf(read.output)
  return fault === null ? { pattern: read.output } : { fault }
}
function faultOf({ nodes, steps, alike }: DrawnPattern): PatternFault | null {
  const names = new Set(Object.keys(nodes))
  const known = new Set<string>()
  const stray = [...steps.flatMap(({ from, to }) => [from, to]), ...alike.flat()].find(
    (name) => !names.has(name),
  )
  if (stray !== undefined) return { zh: `没有名为 ${stray} 的点。`, en: `There is no node ${stray}.` }
  for (const [place, { from, to, none, optional, after, before, within, soonest }] of steps.entries()) {
    const number = place + 1
    const tied = after ?? before
    if (from === to)
      return { zh: `第 ${number} 步两端相同。`, en: `Step ${number} has one node at both ends.` }
    if (place === 0 && (none || optional))
      return { zh: '第 1 步不能是可选或“没有”。', en: 'The first step cannot be optional or none.' }
    if (place > 0 && !known.has(from) && !known.has(to))
      return { zh: `第 ${number} 步与前面的各步不相连。`, en: `Step ${number} touches no step before it.` }
    if (after !== undefined && before !== undefined)
      return {
        zh: `第 ${number} 步只能写 after、before 之一。`,
        en: `Step ${number} has both after and before.`,
      }
    if (
      tied !== undefined &&
      (tied >= number || steps[tied - 1]?.none === true || steps[tied - 1]?.optional === true)
    )
      return {
        zh: `第 ${number} 步的 after、before 须指排在它前面、必有的一步。`,
        en: `after or before of step ${number} must be a step listed before it that is always there.`,
      }
    const isTimeless = tied !== undefined && [place, tied - 1].some((at) => isStanding(steps[at]?.link))
    if (isTimeless)
      return {
        zh: `第 ${number} 步：持有、使用这类关系没有先后。`,
        en: `Step ${number}: links such as holds and uses have no time.`,
      }
    if (tied === undefined && (within !== undefined || soonest !== undefined))
      return {
        zh: `第 ${number} 步写了 within 或 soonest 而没有 after、before。`,
        en: `Step ${number} has within or soonest and neither after nor before.`,
      }
    // What must not be, or need not be, makes nothing known to later steps.
    if (!none && !optional) known.add(from).add(to)
  }
  const used = new Set(steps.flatMap(({ from, to }) => [from, to]))
  const idle = [...names].find((name) => !used.has(name))
  return idle === undefined
    ? null
    : { zh: `点 ${idle} 不在任何一步里。`, en: `Node ${idle} stands in no step.` }
}
/** Kinds of link of which the number of rows is no measure: two things belong together. */
export function isStanding(id: LinkKindId | undefined): boolean {
  return linkKinds.some((kind) => kind.id === id && 'standing' in kind && kind.standing)
}

/** Ready patterns, shown and changeable. */
export const readyPatterns = {
  relayCalls: {
    title: { zh: '传话（甲→乙→丙，5 分钟内）', en: 'Relayed calls (A, B, C within 5 minutes)' },
    pattern: {
      nodes: { a: { kind: 'phone' }, b: { kind: 'phone' }, c: { kind: 'phone' } },
      steps: [
        { from: 'a', to: 'b', link: 'calls' },
        { from: 'b', to: 'c', link: 'calls', after: 1, within: 5 },
      ],
    },
  },
  callBeforeTransfer: {
    title: {
      zh: '转账前来电（60 分钟内，1 万元以上）',
      en: 'A call before a transfer (within 60 minutes, 10,000 and more)',
    },
    pattern: {
      nodes: {
        caller: { kind: 'phone' },
        phone: { kind: 'phone' },
        holder: { kind: 'person' },
        account: { kind: 'bankAccount' },
        payee: {},
      },
      steps: [
        { from: 'holder', to: 'account', link: 'holds' },
        { from: 'holder', to: 'phone', link: 'uses' },
        { from: 'caller', to: 'phone', link: 'calls' },
        { from: 'account', to: 'payee', link: 'transfer', after: 3, within: 60, least: 10_000 },
      ],
    },
  },
  chainBeforeTransfer: {
    title: {
      zh: '逐级来电后转账（甲→乙→持卡人，各 30 分钟内）',
      en: 'A chain of calls before a transfer (30 minutes each)',
    },
    pattern: {
      nodes: {
        first: { kind: 'phone' },
        second: { kind: 'phone' },
        phone: { kind: 'phone' },
        holder: { kind: 'person' },
        account: { kind: 'bankAccount' },
        payee: {},
      },
      steps: [
        { from: 'holder', to: 'account', link: 'holds' },
        { from: 'holder', to: 'phone', link: 'uses' },
        { from: 'second', to: 'phone', link: 'calls' },
        { from: 'first', to: 'second', link: 'calls', before: 3, within: 30 },
        { from: 'account', to: 'payee', link: 'transfer', after: 3, within: 30 },
      ],
    },
  },
  sharedPhone: {
    title: { zh: '两人共用一个号码', en: 'One phone of two people' },
    pattern: {
      nodes: { one: { kind: 'person' }, other: { kind: 'person' }, phone: { kind: 'phone' } },
      steps: [
        { from: 'one', to: 'phone', link: 'uses' },
        { from: 'other', to: 'phone', link: 'uses' },
      ],
      alike: [['one', 'other']],
    },
  },
  paysWithoutCalls: {
    title: { zh: '有转账而从无通话（两名持卡人）', en: 'Two holders who pay and never call' },
    pattern: {
      nodes: {
        payer: { kind: 'person' },
        payee: { kind: 'person' },
        from: { kind: 'bankAccount' },
        to: { kind: 'bankAccount' },
        phone: { kind: 'phone' },
        other: { kind: 'phone' },
      },
      steps: [
        { from: 'from', to: 'to', link: 'transfer', least: 10_000 },
        { from: 'payer', to: 'from', link: 'holds' },
        { from: 'payee', to: 'to', link: 'holds' },
        { from: 'payer', to: 'phone', link: 'uses' },
        { from: 'payee', to: 'other', link: 'uses' },
        { from: 'phone', to: 'other', link: 'calls', either: true, none: true },
      ],
    },
  },
} as const
export type ReadyPattern = keyof typeof readyPatterns
