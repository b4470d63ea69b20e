/** Ready patterns, shown and changeable. */
import { type Language, textIn, type Words } from '../language.ts'
import { type DrawnPattern, readPattern } from './drawnPattern.ts'

/** Each with what its nodes are called. */
export const readyPatterns = {
  relayCalls: {
    names: { a: { zh: '甲', en: 'A' }, b: { zh: '乙', en: 'B' }, c: { zh: '丙', en: 'C' } },
    title: { zh: '传话（甲→乙→丙，5 分钟内）', en: 'Relayed calls (A, B, C within 5 minutes)' },
    pattern: {
      nodes: {
        a: { kind: 'phone', at: [10, 50] },
        b: { kind: 'phone', at: [50, 50] },
        c: { kind: 'phone', at: [90, 50] },
      },
      steps: [
        { from: 'a', to: 'b', link: 'calls' },
        { from: 'b', to: 'c', link: 'calls', after: 1, within: 5 },
      ],
    },
  },
  callBeforeTransfer: {
    names: {
      caller: { zh: '来电号码', en: 'Caller' },
      phone: { zh: '持卡人号码', en: 'Phone' },
      holder: { zh: '持卡人', en: 'Holder' },
      account: { zh: '付款账户', en: 'Account' },
      payee: { zh: '收款方', en: 'Payee' },
    },
    title: {
      zh: '转账前来电（60 分钟内，1 万元以上）',
      en: 'A call before a transfer (within 60 minutes, 10,000 and more)',
    },
    pattern: {
      nodes: {
        caller: { kind: 'phone', at: [8, 20] },
        phone: { kind: 'phone', at: [50, 20] },
        holder: { kind: 'person', at: [8, 80] },
        account: { kind: 'bankAccount', at: [50, 80] },
        payee: { at: [92, 80] },
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
    names: {
      first: { zh: '甲号', en: 'First' },
      second: { zh: '乙号', en: 'Second' },
      phone: { zh: '持卡人号码', en: 'Phone' },
      holder: { zh: '持卡人', en: 'Holder' },
      account: { zh: '付款账户', en: 'Account' },
      payee: { zh: '收款方', en: 'Payee' },
    },
    title: {
      zh: '逐级来电后转账（甲→乙→持卡人，各 30 分钟内）',
      en: 'A chain of calls before a transfer (30 minutes each)',
    },
    pattern: {
      nodes: {
        first: { kind: 'phone', at: [8, 20] },
        second: { kind: 'phone', at: [50, 20] },
        phone: { kind: 'phone', at: [92, 20] },
        holder: { kind: 'person', at: [92, 80] },
        account: { kind: 'bankAccount', at: [50, 80] },
        payee: { at: [8, 80] },
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
    names: {
      one: { zh: '一人', en: 'One' },
      other: { zh: '另一人', en: 'The other' },
      phone: { zh: '共用号码', en: 'Phone' },
    },
    title: { zh: '两人共用一个号码', en: 'One phone of two people' },
    pattern: {
      nodes: {
        one: { kind: 'person', at: [12, 50] },
        other: { kind: 'person', at: [88, 50] },
        phone: { kind: 'phone', at: [50, 50] },
      },
      steps: [
        { from: 'one', to: 'phone', link: 'uses' },
        { from: 'other', to: 'phone', link: 'uses' },
      ],
      alike: [['one', 'other']],
    },
  },
  paysWithoutCalls: {
    names: {
      payer: { zh: '付款人', en: 'Payer' },
      payee: { zh: '收款人', en: 'Payee' },
      from: { zh: '付款账户', en: 'From account' },
      to: { zh: '收款账户', en: 'To account' },
      phone: { zh: '付款人号码', en: 'Payer’s phone' },
      other: { zh: '收款人号码', en: 'Payee’s phone' },
    },
    title: { zh: '有转账而从无通话（两名持卡人）', en: 'Two holders who pay and never call' },
    pattern: {
      nodes: {
        payer: { kind: 'person', at: [8, 50] },
        payee: { kind: 'person', at: [92, 50] },
        from: { kind: 'bankAccount', at: [32, 15] },
        to: { kind: 'bankAccount', at: [68, 15] },
        phone: { kind: 'phone', at: [32, 85] },
        other: { kind: 'phone', at: [68, 85] },
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
  passedOn: {
    names: {
      holder: { zh: '持卡人', en: 'Holder' },
      payer: { zh: '转入方', en: 'Payer' },
      account: { zh: '账户', en: 'Account' },
      payee: { zh: '转出方', en: 'Payee' },
    },
    title: {
      zh: '到账后转出（24 小时内，1 万元以上）',
      en: 'In and straight out (within 24 hours, 10,000 and more)',
    },
    pattern: {
      nodes: {
        payer: { at: [8, 25] },
        account: { kind: 'bankAccount', at: [50, 25] },
        payee: { at: [92, 25] },
        holder: { kind: 'person', at: [50, 85] },
      },
      steps: [
        { from: 'payer', to: 'account', link: 'transfer', least: 10_000 },
        { from: 'account', to: 'payee', link: 'transfer', after: 1, within: 1_440, least: 10_000 },
        { from: 'holder', to: 'account', link: 'holds', optional: true },
      ],
    },
  },
  oftenWithoutReturn: {
    names: { payer: { zh: '付款方', en: 'Payer' }, payee: { zh: '收款方', en: 'Payee' } },
    title: {
      zh: '多次付款而无回款（5 笔以上，合计 5 万元以上）',
      en: 'Pays often and gets nothing back (5 and more, 50,000 together)',
    },
    pattern: {
      nodes: { payer: { at: [15, 50] }, payee: { at: [85, 50] } },
      steps: [
        { from: 'payer', to: 'payee', link: 'transfer', count: 5, sum: 50_000 },
        { from: 'payee', to: 'payer', link: 'transfer', none: true },
      ],
    },
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly names: Readonly<Record<string, Words>>; readonly title: Words; readonly pattern: object }
  >
>
export type ReadyPattern = keyof typeof readyPatterns
/** What the nodes of a ready pattern are called. */
export function readyNames(id: ReadyPattern): Readonly<Record<string, Words>> {
  return readyPatterns[id].names
}
/** A ready pattern as a drawing to start from, its nodes named in a language. */
export function readyDrawing(id: ReadyPattern, language: Language): DrawnPattern {
  const read = readPattern(JSON.stringify(readyPatterns[id].pattern))
  if ('fault' in read) throw new Error(read.fault.en)
  const names = readyNames(id)
  const nodes = Object.entries(read.pattern.nodes).map(([node, drawn]) => {
    const name = names[node]
    return [node, name === undefined ? drawn : { ...drawn, name: textIn(name, language) }] as const
  })
  return { ...read.pattern, nodes: Object.fromEntries(nodes) }
}
