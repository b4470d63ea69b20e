/** Folding a chart of 50,000 accounts in every way there is: who is drawn inside of whom, and what is in sight after it. */
import type { ChartEdge, ChartNode } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { foldingOf } from '../../shared/model/chart/fold.ts'
import { defaultSettings, foldings } from '../../shared/model/chart/settings.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { median } from './measure.ts'

const kinds = ['bankAccount', 'bankAccount', 'bankAccount', 'phone', 'siteAccount', 'shop'] as const
/** Random numbers from 0 to 1, the same every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 4_294_967_296
  }
}

/**
 * Accounts, a third as many people who hold most of them (some held by two, some by nobody), places, agents below each other; dealings mostly within groups of some
 * hundred, some with hubs.
 */
export function madeUpHolders(
  accounts: number,
  dealings: number,
): { readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] } {
  const random = numbers(20_211_203)
  const people = Math.floor(accounts / 3)
  const places = 200
  const kindOf = (index: number): string => {
    if (index < accounts) return kinds[index % kinds.length] ?? 'phone'
    return index < accounts + people ? 'person' : 'place'
  }
  const edges: ChartEdge[] = []
  const link = (linkKind: string, from: number, to: number, rule: string, amount: number | null): void => {
    edges.push({
      linkId: edges.length + 1,
      linkKind,
      fromId: from + 1,
      toId: to + 1,
      directed: true,
      count: 1 + Math.floor(random() * 20),
      amount,
      quantity: null,
      firstTime: '2022-01-01 10:00:00',
      lastTime: '2022-03-01 10:00:00',
      rule,
    })
  }
  const personOf = (account: number): number => accounts + Math.floor(people * (account / accounts))
  for (let account = 0; account < accounts; account++) {
    const share = random()
    if (share < 0.9) link('holds', personOf(account), account, 'registration.holds', null)
    if (share < 0.03)
      link('holds', accounts + Math.floor(random() * people), account, 'registration.holds', null)
  }
  for (let person = 0; person < people; person++) {
    const id = accounts + person
    if (random() < 0.6)
      link('locatedAt', id, accounts + people + Math.floor(random() * places), 'person.place', null)
    if (person > 0) link('agentOf', accounts + Math.floor(person * random() ** 2), id, 'agent.above', null)
  }
  const group = 300
  for (let each = 0; each < dealings; each++) {
    const from = Math.floor(random() * accounts)
    const first = Math.floor(from / group) * group
    const share = random()
    const near = first + Math.floor(Math.min(group, accounts - first) * random() ** 2)
    const to =
      share < 0.7 ? near : share < 0.8 ? Math.floor(random() * 40) * 997 : Math.floor(random() * accounts)
    if (to !== from) link('transfer', from, to, 'transfer.bank', Math.round(random() ** 4 * 1e9))
  }
  return {
    nodes: Array.from({ length: accounts + people + places }, (_, index): ChartNode => ({
      entityId: index + 1,
      kind: kindOf(index),
      label: kindOf(index) === 'person' ? `罗志华${index}` : `62170083753${10_000_000 + index}`,
      sublabel: '',
      nameOnly: false,
      x: (index % 250) * 130,
      y: Math.floor(index / 250) * 130,
      pinned: false,
      hidden: false,
      degree: 3,
      shown: 3,
      amount: 0,
      note: '',
    })),
    edges,
  }
}

export function benchFolding(accounts = 50_000, dealings = 100_000): void {
  const chart = contentOf(madeUpHolders(accounts, dealings))
  console.log(
    `\nFolding a chart of ${accounts.toLocaleString('en')} accounts (${chart.nodes.size.toLocaleString('en')} entities, ${chart.edges.size.toLocaleString('en')} links), milliseconds of the processor, median of five`,
  )
  const spent = (work: () => void): number => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  for (const foldBy of foldings) {
    const settings = { ...defaultSettings, foldBy }
    const [rules, all]: [number[], number[]] = [[], []]
    let seen = { nodes: 0, edges: 0 }
    for (let round = 0; round < 5; round++) {
      rules.push(spent(() => foldingOf(settings, chart.nodes.values(), chart.edges.values())))
      all.push(
        spent(() => {
          const visible = visibleChart(chart, settings)
          seen = { nodes: visible.nodes.length, edges: visible.edges.length }
        }),
      )
    }
    const [total, first = 0] = [median(all), all[0]]
    console.log(
      `  ${foldBy.padEnd(10)} ${total.toFixed(0).padStart(6)} ms (first time ${first.toFixed(0)}), of it who is inside of whom ${median(rules).toFixed(0)}; in sight ${seen.nodes.toLocaleString('en')} nodes, ${seen.edges.toLocaleString('en')} lines${foldBy === 'none' ? '' : `   (≤ 1,000 ms)${total <= 1_000 ? '' : '   MISSED'}`}`,
    )
  }
}
