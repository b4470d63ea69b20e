/**
 * Which facts of one sheet are facts known already, one to one. Facts that say the same of all that is asked are taken together, so that thousands of equal
 * rows of a day are compared once; the pairs are those that comparing each with each would give (`pairUp`).
 */
import { FitIndex } from './fitIndex.ts'
import { pairUp } from './matching.ts'
import { pairClasses, type ClassChoice } from './matchClasses.ts'
import type { Cluster, Comparison, FactDecisions } from './sameFact.ts'

/** From so many comparisons on, equal facts are taken together. */
const many = 2_500

export function areApart(one: Cluster, other: Cluster, decisions: FactDecisions | null): boolean {
  return decisions !== null && someSay(one, other, decisions.apart)
}
function someSay(one: Cluster, other: Cluster, decided: FactDecisions['same']): boolean {
  return one.rows.some((row) =>
    other.rows.some(
      (second) =>
        row.says !== null &&
        second.says !== null &&
        (decided(row.says, second.says) || decided(second.says, row.says)),
    ),
  )
}

type Joins = (known: Cluster, added: Cluster) => boolean
interface Question {
  readonly comparison: Comparison
  readonly joins: Joins
  readonly decisions: FactDecisions | null
}
/** In how many fields two facts agree that may be one; -1 where they may not. `joins` asks for nothing but what the facts say and the sheets they stand in. */
function agreement({ comparison, joins, decisions }: Question, left: Cluster, right: Cluster): number {
  const agree = comparison.fit(left.summary, right.summary, false)
  return agree >= 0 &&
    !areApart(left, right, decisions) &&
    (comparison.sharedNumber(left.summary, right.summary) !== null ||
      (decisions !== null && someSay(left, right, decisions.same)) ||
      joins(left, right))
    ? agree
    : -1
}

/**
 * Index of the new → index of the known. Equal rows first, then those that agree in most.
 */
export function matchFacts(
  comparison: Comparison,
  known: readonly Cluster[],
  added: readonly Cluster[],
  joins: Joins,
  decisions: FactDecisions | null = null,
): ReadonlyMap<number, number> {
  const question = { comparison, joins, decisions }
  return known.length * added.length < many
    ? matchEach(question, known, added)
    : matchAlike(question, known, added)
}

/** Each compared with each. */
export function matchEach(
  question: Question,
  known: readonly Cluster[],
  added: readonly Cluster[],
): ReadonlyMap<number, number> {
  const partner = new Map<number, number>()
  const taken = new Set<number>()
  const bySignature = new Map<string, number[]>()
  known.forEach((cluster, index) => {
    for (const signature of cluster.signatures) {
      const list = bySignature.get(signature)
      if (list === undefined) bySignature.set(signature, [index])
      else list.push(index)
    }
  })
  added.forEach((cluster, index) => {
    for (const signature of cluster.signatures) {
      const free = (bySignature.get(signature) ?? []).find((at) => {
        const other = known[at]
        return other !== undefined && !taken.has(at) && agreement(question, other, cluster) >= 0
      })
      if (free === undefined) continue
      partner.set(index, free)
      taken.add(free)
      return
    }
  })
  const choices: { left: number; right: number; agree: number }[] = []
  added.forEach((cluster, right) => {
    if (partner.has(right)) return
    known.forEach((other, left) => {
      if (taken.has(left)) return
      const agree = agreement(question, other, cluster)
      if (agree >= 0) choices.push({ left, right, agree })
    })
  })
  choices.sort((one, other) => other.agree - one.agree || one.left - other.left || one.right - other.right)
  for (const [right, left] of pairUp(choices)) partner.set(right, left)
  return partner
}

/** Facts between which no question makes a difference. */
interface Alike {
  readonly fact: Cluster
  /** Where they stand in the list, ascending. */
  readonly members: number[]
  /** How many of them have a partner: always the first. */
  used: number
}
function alikeOf({ comparison, decisions }: Question, clusters: readonly Cluster[]): readonly Alike[] {
  const found = new Map<string, Alike>()
  clusters.forEach((fact, index) => {
    const key = JSON.stringify([
      fact.summary.values,
      fact.summary.effect,
      fact.summary.numbers.map((numbers) => [...numbers].toSorted()),
      [...fact.sheets].toSorted((one, other) => one - other),
      [...fact.signatures],
      fact.rows.filter((row) => comparison.isCertain(row)).map((row) => comparison.signature(row)),
      decisions === null ? [] : fact.rows.map(({ says }) => says),
    ])
    const alike = found.get(key)
    if (alike === undefined) found.set(key, { fact, members: [index], used: 0 })
    else alike.members.push(index)
  })
  return [...found.values()]
}
/** The same pairs as `matchEach`. */
export function matchAlike(
  question: Question,
  known: readonly Cluster[],
  added: readonly Cluster[],
): ReadonlyMap<number, number> {
  const [lefts, rights] = [alikeOf(question, known), alikeOf(question, added)]
  const partner = pairEqual(question, lefts, rights)
  const open = lefts.filter(({ used, members }) => used < members.length)
  const index = new FitIndex(question.comparison.tellingPlaces)
  for (const { fact } of open) index.add(fact.summary.values)
  const wanting = rights.filter(({ used, members }) => used < members.length)
  const choices = wanting.flatMap(({ fact }, right) =>
    [...index.mayFit(fact.summary.values)].flatMap((left): ClassChoice[] => {
      const other = open[left]
      const agree = other === undefined ? -1 : agreement(question, other.fact, fact)
      return agree < 0 ? [] : [{ left, right, agree }]
    }),
  )
  const rest = ({ members, used }: Alike): readonly number[] => members.slice(used)
  for (const [right, left] of pairClasses(open.map(rest), wanting.map(rest), choices))
    partner.set(right, left)
  return partner
}
/** Rows that are equal in everything, in the order of the new ones. */
function pairEqual(
  question: Question,
  lefts: readonly Alike[],
  rights: readonly Alike[],
): Map<number, number> {
  const partner = new Map<number, number>()
  const bySignature = Map.groupBy(
    lefts.flatMap((left) => [...left.fact.signatures].map((signature) => ({ signature, left }))),
    ({ signature }) => signature,
  )
  const fits = new Map<Alike, Map<Alike, boolean>>()
  const mayJoin = (left: Alike, right: Alike): boolean => {
    const known = fits.get(right) ?? new Map<Alike, boolean>()
    fits.set(right, known)
    let may = known.get(left)
    if (may === undefined) known.set(left, (may = agreement(question, left.fact, right.fact) >= 0))
    return may
  }
  const order = rights
    .flatMap((right) => right.members.map((index) => ({ index, right })))
    .toSorted((one, other) => one.index - other.index)
  for (const { index, right } of order)
    for (const signature of right.fact.signatures) {
      let first: Alike | null = null
      let least = Number.POSITIVE_INFINITY
      for (const { left } of bySignature.get(signature) ?? []) {
        const at = left.members[left.used] ?? Number.POSITIVE_INFINITY
        if (at >= least || !mayJoin(left, right)) continue
        first = left
        least = at
      }
      if (first === null) continue
      partner.set(index, least)
      first.used += 1
      right.used += 1
      break
    }
  return partner
}
