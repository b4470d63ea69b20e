/** Which nodes of a foreign file the case knows: by kind and number. A name alone joins nobody, here as everywhere. */
import type { ExchangeRead, Unmatched } from '../../../shared/contract/exchange.ts'
import { isNameKey } from '../../../shared/model/entityId.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { seenAs } from '../records/seenAs.ts'
import type { ReadGraph, ReadNode } from './readGraph.ts'

/** What other programs call our kinds, beside our own names of them. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  person: ['people', 'individual'],
  organisation: ['organization', 'company', 'office', 'business'],
  bankAccount: ['account', 'bankaccount', 'bank account'],
  phone: ['cellfone', 'cellphone', 'mobile', 'mobile phone', 'telephone', 'phone number'],
  vehicle: ['car', 'vehicle'],
  place: ['location', 'address'],
  website: ['domain', 'internet', 'url'],
  ip: ['ip address', 'ipv4 address'],
}
function kindOf(text: string): string | null {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return null
  return (
    entityKinds.find(({ id, nameZh, nameEn }) =>
      [id, nameZh, nameEn].some((name) => name.toLowerCase() === wanted),
    )?.id ??
    Object.entries(foreign).find(([, names]) => names.includes(wanted))?.[0] ??
    null
  )
}
const mostExamples = 200

export function matchNodes(db: Db, graph: ReadGraph): Omit<ExchangeRead, 'skipped'> {
  const find = finder(db)
  const places = new Map<number, { readonly x: number | null; readonly y: number | null }>()
  const examples: Unmatched[] = []
  let repeated = 0
  let unmatched = 0
  for (const node of graph.nodes) {
    const found = find(node)
    if (typeof found === 'number') {
      if (places.has(found)) repeated++
      else places.set(found, { x: node.x, y: node.y })
    } else {
      unmatched++
      if (examples.length < mostExamples)
        examples.push({ label: node.label || node.id, kind: node.kind, why: found })
    }
  }
  return {
    format: graph.format,
    name: graph.name,
    nodes: graph.nodes.length,
    edges: graph.edges,
    entityIds: [...places.keys()],
    positions: [...places].flatMap(([entityId, { x, y }]) =>
      x === null || y === null ? [] : [{ entityId, x, y }],
    ),
    repeated,
    unmatched,
    examples,
  }
}
function finder(db: Db): (node: ReadNode) => number | Unmatched['why'] {
  const exactly = db
    .prepare<[string, string], number>(
      `SELECT ${seenAs(db, 'e.entity_id')} FROM entities e WHERE e.kind = ? AND e.key = ?`,
    )
    .pluck()
  // What stands before the value of a key: the sort of number.
  const sorts = Map.groupBy(
    db
      .prepare<[], { kind: string; sort: string }>(
        "SELECT DISTINCT kind, substr(key, 1, instr(key, ':') - 1) AS sort FROM entities WHERE instr(key, ':') > 0",
      )
      .all(),
    ({ kind }) => kind,
  )
  return ({ id, label, kind: told }) => {
    // Ours: `kind:key`, whatever sort of key it is.
    const at = id.indexOf(':')
    if (at > 0) {
      const own = exactly.get(id.slice(0, at), id.slice(at + 1))
      if (own !== undefined) return own
    }
    const kind = kindOf(told)
    if (kind === null) return 'no-kind'
    const numbers = [
      ...new Set(
        [id, label].map((text) => text.trim()).flatMap((text) => [text, text.replaceAll(/[\s-]/g, '')]),
      ),
    ]
    const found = new Set(
      (sorts.get(kind) ?? [])
        .map(({ sort }) => sort)
        .filter((sort) => !isNameKey(`${sort}:x`))
        .flatMap((sort) =>
          numbers.flatMap((text) => (text === '' ? [] : (exactly.get(kind, `${sort}:${text}`) ?? []))),
        ),
    )
    const [only, ...more] = found
    if (only !== undefined) return more.length === 0 ? only : 'several'
    return numbers.some((text) => /\d{4}/.test(text) || /[a-z].*\d|\./i.test(text)) ? 'unknown' : 'no-number'
  }
}
