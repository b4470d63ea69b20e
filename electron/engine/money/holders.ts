/** Accounts folded into the people who hold them, by the rule by which charts fold. */
import { foldedKinds, foldIntoPeople, holderKinds } from '../../../shared/model/chart/fold.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { type Ledger, nodesOf } from './ledger.ts'

/** Nodes of a ledger by the one they stand under. */
export interface Groups {
  /** Node → group. */
  readonly of: Int32Array
  readonly count: number
  /** Group → the entity it stands under; 0 for outside nodes. */
  readonly entityIds: Float64Array
  /** Group → the nodes in it. */
  readonly starts: Int32Array
  readonly nodes: Int32Array
  /** Accounts of several holders, which stand by themselves. */
  readonly shared: ReadonlySet<number>
}
/** Every account by itself. */
export function eachAlone(ledger: Ledger): Groups {
  return grouped(ledger, new Map(), new Set())
}
/** Accounts under the one who holds them (`into`: account → holder, by entity id). */
export function grouped(
  ledger: Ledger,
  into: ReadonlyMap<number, number>,
  shared: ReadonlySet<number>,
): Groups {
  const nodes = nodesOf(ledger)
  const of = new Int32Array(nodes)
  const ids: number[] = []
  const numbers = new Map<number, number>()
  for (let node = 0; node < nodes; node += 1) {
    const own = ledger.entityIds[node] as number
    const under = own === 0 ? -node : (into.get(own) ?? own)
    let group = numbers.get(under)
    if (group === undefined) {
      group = ids.push(Math.max(0, under)) - 1
      numbers.set(under, group)
    }
    of[node] = group
  }
  const starts = new Int32Array(ids.length + 1)
  for (const group of of) starts[group + 1] = (starts[group + 1] as number) + 1
  for (let group = 0; group < ids.length; group += 1)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number)
  const cursor = starts.slice()
  const list = new Int32Array(nodes)
  for (let node = 0; node < nodes; node += 1) {
    const group = of[node] as number
    const at = cursor[group] as number
    list[at] = node
    cursor[group] = at + 1
  }
  return { of, count: ids.length, entityIds: Float64Array.from(ids), starts, nodes: list, shared }
}

const claimKinds = ['holds', 'uses', 'collects']
/** Who holds what in the whole case, made once per state of its facts. */
const foldingOfCase = oncePerState((db: Db) => {
  const links = db
    .prepare<[string], { readonly linkKind: string; readonly fromId: number; readonly toId: number }>(
      'SELECT kind AS linkKind, from_id AS fromId, to_id AS toId FROM links WHERE kind IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(claimKinds))
  const kinds = JSON.stringify([...foldedKinds, ...holderKinds])
  const entities = db
    .prepare<[string], { readonly entityId: number; readonly kind: string }>(
      'SELECT entity_id AS entityId, kind FROM entities WHERE kind IN (SELECT value FROM json_each(?))',
    )
    .all(kinds)
  return foldIntoPeople(entities as never, links as never)
})
/** The accounts of a ledger by who holds them. */
export function byPerson(db: Db, ledger: Ledger): Groups {
  const { into, shared } = foldingOfCase(db)
  return grouped(ledger, into, new Set(shared))
}
