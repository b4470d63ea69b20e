/** Who is linked with several chosen entities. */
import type { AnalysisNote, AnalysisResult, AnalysisRow } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { countNote, entityCell, entityKey } from '../entities/answers.ts'
import { readEntities, readEntity } from '../entities/entityRows.ts'
import { rowsBehind } from './caseNetwork.ts'
import { type LinkGraph, linkGraph } from './linkGraph.ts'
import { kindsWalked } from './paths.ts'

interface Neighbour {
  readonly of: Set<number>
  facts: number
  readonly links: number[]
}
/** Entities linked with at least so many of those chosen. Errors: `entity-not-found`. */
export const runCommon: AnalysisRunner<'common'> = ({ db }, { of, least, links }) => {
  const chosen = [...new Set(of.map((id) => readEntity(db, id).entityId))]
  if (chosen.length < 2) return withheld
  const graph = linkGraph(db)
  const found = neighboursOf(graph, chosen, kindsWalked(graph, links.length === 0 ? undefined : links))
  const enough = [...found].filter(([, { of: ones }]) => ones.size >= Math.min(least, chosen.length))
  const entities = readEntities(db, [...enough.map(([id]) => id), ...chosen])
  const lines = enough
    .flatMap(([id, neighbour]) => {
      const entity = entities.get(id)
      return entity === undefined ? [] : [{ entity, neighbour }]
    })
    .sort(
      (one, other) =>
        other.neighbour.of.size - one.neighbour.of.size ||
        other.neighbour.facts - one.neighbour.facts ||
        (entityKey(one.entity) < entityKey(other.entity) ? -1 : 1),
    )
  const shown = lines.slice(0, mostRows)
  let rank = 0
  const rows = shown.map(({ entity, neighbour }, place): AnalysisRow => {
    const before = shown[place - 1]?.neighbour
    if (before?.of.size !== neighbour.of.size || before.facts !== neighbour.facts) rank = place + 1
    const ones = [...neighbour.of].flatMap((id) => entities.get(id) ?? [])
    return {
      key: entityKey(entity),
      cells: [rank, entityCell(entity), ones.length, neighbour.facts, ones.map(entityCell)],
      rows: rowsBehind(db, neighbour.links, { from: null, to: null }),
    }
  })
  return {
    figures: [],
    tables: [{ ...table, rows, total: lines.length }],
    notes: heldNotes(graph, chosen, entities),
    entities: [...chosen, ...shown.map(({ entity }) => entity.entityId)],
    links: shown.flatMap(({ neighbour }) => neighbour.links),
  }
}
const table = {
  id: 'common',
  title: { zh: '共同联系', en: 'Common contacts' },
  columns: [
    { id: 'rank', title: { zh: '名次', en: 'Rank' }, sort: 'rank' },
    { id: 'entity', title: { zh: '对象', en: 'Entity' }, sort: 'entity' },
    { id: 'linkedWith', title: { zh: '相连个数', en: 'Linked with' }, sort: 'count' },
    { id: 'facts', title: { zh: '联系次数', en: 'Contacts' }, sort: 'count' },
    { id: 'of', title: { zh: '相连的对象', en: 'Those linked' }, sort: 'entities' },
  ],
} as const
const withheld: AnalysisResult = {
  figures: [],
  tables: [],
  notes: [
    {
      tone: 'withheld',
      id: 'choose-two',
      words: { zh: '请至少选择两个不同的对象。', en: 'Choose at least two different entities.' },
    },
  ],
  entities: [],
  links: [],
}
/** What chosen people hold and use has contacts of its own, which are not theirs here. */
function heldNotes(
  { numberOf, offsets, targets, links, kinds, kindNames, entityIds }: LinkGraph,
  chosen: readonly number[],
  entities: ReadonlyMap<number, { readonly kind: string }>,
): readonly AnalysisNote[] {
  const held = new Set<number>()
  for (const id of chosen) {
    const node = numberOf.get(id)
    if (node === undefined || !['person', 'organisation'].includes(entities.get(id)?.kind ?? '')) continue
    for (let half = offsets[node] ?? 0; half < (offsets[node + 1] ?? 0); half += 1) {
      const kind = kindNames[kinds[links[half] ?? 0] ?? 0] ?? ''
      const other = entityIds[targets[half] ?? 0] ?? 0
      if (['holds', 'uses'].includes(kind) && !chosen.includes(other)) held.add(other)
    }
  }
  return countNote(
    held.size,
    'held',
    '所选人员名下另有 {count} 个号码、账户：它们的通话、转账不算作本人的联系，未作比较；要比较请一并选入。',
    'The people chosen hold or use {count} numbers and accounts besides: their calls and transfers are no contacts of the person here and were not compared; choose them too to compare them.',
    'warn',
  )
}
function neighboursOf(
  graph: LinkGraph,
  chosen: readonly number[],
  kinds: ReadonlySet<number> | null,
): ReadonlyMap<number, Neighbour> {
  const { numberOf, offsets, targets, links, counts, linkIds, entityIds } = graph
  const own = new Set(chosen)
  const found = new Map<number, Neighbour>()
  for (const id of chosen) {
    const node = numberOf.get(id)
    if (node === undefined) continue
    for (let half = offsets[node] ?? 0; half < (offsets[node + 1] ?? 0); half += 1) {
      const link = links[half] ?? 0
      const other = entityIds[targets[half] ?? 0] ?? 0
      if (own.has(other) || (kinds !== null && !kinds.has(graph.kinds[link] ?? 0))) continue
      const neighbour = found.get(other) ?? { of: new Set<number>(), facts: 0, links: [] }
      neighbour.of.add(id)
      neighbour.facts += counts[link] ?? 0
      neighbour.links.push(linkIds[link] ?? 0)
      found.set(other, neighbour)
    }
  }
  return found
}
