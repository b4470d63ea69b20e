/** Charts that a case offers by itself, made of what its material has; each says by what it was chosen and how much there is besides. */
import type { ReadyChart } from '../../../shared/contract/charts.ts'
import { foldedKinds, holderKinds } from '../../../shared/model/chart/fold.ts'
import type { LinkKindId } from '../../../shared/model/define.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** Most people, accounts, phones or places a ready chart begins with; what belongs to them comes along. */
const most = 60
const mostAgents = 200

interface Chosen {
  readonly ids: readonly number[]
  /** How many there are to choose from. */
  readonly all: number
}
const nobody: Chosen = { ids: [], all: 0 }
type Row = [entityId: number, all: number]
const chosenOf = (rows: readonly Row[]): Chosen => ({ ids: rows.map(([id]) => id), all: rows[0]?.[1] ?? 0 })

/** Ends of links of these kinds (`amongHands`: of those in which no work is an end), those with the largest sums first, then with the most facts. Cost: walks the links. */
function endsOf(db: Db, linkKinds: readonly LinkKindId[], limit: number, amongHands = false): Chosen {
  const noWork = amongHands
    ? ` AND NOT EXISTS (SELECT 1 FROM entities e WHERE e.entity_id IN (l.from_id, l.to_id) AND e.kind = 'work')`
    : ''
  return chosenOf(
    db
      .prepare<[object], Row>(
        `WITH ends AS (
          SELECT l.from_id AS entity, l.amount, l.count FROM links l WHERE l.kind IN (SELECT value FROM json_each(@kinds))${noWork}
          UNION ALL SELECT l.to_id, l.amount, l.count FROM links l WHERE l.kind IN (SELECT value FROM json_each(@kinds))${noWork})
        SELECT entity, COUNT(*) OVER () FROM ends GROUP BY entity ORDER BY TOTAL(abs(amount)) DESC, SUM(count) DESC, entity LIMIT @limit`,
      )
      .raw()
      .all({ kinds: JSON.stringify(linkKinds), limit }),
  )
}
const goodsKinds: readonly LinkKindId[] = ['orders', 'prints', 'delivers', 'sells']
/** Ends of links of the trade. Where goods pass from hand to hand, works are left out: every printer, store and shop has a line to every work, and nobody sees the chain. */
function endsOfGoods(db: Db): Chosen & { readonly works: boolean } {
  const hands = endsOf(db, goodsKinds, most, true)
  return hands.ids.length < 3 ? { ...endsOf(db, goodsKinds, most), works: true } : { ...hands, works: false }
}
/** Those at one end of standing links of some; `towards` is the end the given ones are at. */
function beside(
  db: Db,
  entityIds: readonly number[],
  linkKinds: readonly LinkKindId[],
  towards: 'from' | 'to',
  entityKinds: readonly string[] | null = null,
): readonly number[] {
  const [here, there] = towards === 'from' ? ['from_id', 'to_id'] : ['to_id', 'from_id']
  return db
    .prepare<[object], number>(
      `SELECT DISTINCT e.entity_id FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_${towards} ON l.${here} = w.value JOIN entities e ON e.entity_id = l.${there}
      WHERE l.kind IN (SELECT value FROM json_each(@kinds)) AND (@of IS NULL OR e.kind IN (SELECT value FROM json_each(@of))) ORDER BY e.entity_id`,
    )
    .pluck()
    .all({
      ids: JSON.stringify(entityIds),
      kinds: JSON.stringify(linkKinds),
      of: entityKinds === null ? null : JSON.stringify(entityKinds),
    })
}
const holdersOf = (db: Db, ids: readonly number[]): readonly number[] =>
  beside(db, ids, ['holds', 'uses'], 'to', holderKinds)
const heldBy = (db: Db, ids: readonly number[]): readonly number[] =>
  beside(db, ids, ['holds', 'uses'], 'from', foldedKinds)

/** The people of the registers, else those with the most links that are more than a name; the most linked first. */
function people(db: Db): Chosen {
  const registered = db
    .prepare<[object], Row>(
      `SELECT e.entity_id, COUNT(*) OVER () FROM (SELECT DISTINCT ${seenAs(db, 'r.e_person')} AS id FROM ${recordTable('personRegister')} r WHERE r.e_person IS NOT NULL) p
      JOIN entities e ON e.entity_id = p.id ORDER BY e.links DESC, e.entity_id LIMIT @limit`,
    )
    .raw()
    .all({ limit: most })
  if (registered.length > 1) return chosenOf(registered)
  return chosenOf(
    db
      .prepare<[object], Row>(
        `SELECT e.entity_id, COUNT(*) OVER () FROM entities e WHERE e.kind = 'person' AND e.name_only = 0 AND e.links > 0 ORDER BY e.links DESC, e.entity_id LIMIT @limit`,
      )
      .raw()
      .all({ limit: most }),
  )
}
/** Accounts that have others below them, those with the most first. */
function agents(db: Db): Chosen {
  return chosenOf(
    db
      .prepare<[object], Row>(
        `SELECT l.from_id, COUNT(*) OVER () FROM links l WHERE l.kind = 'agentOf' GROUP BY l.from_id ORDER BY COUNT(*) DESC, l.from_id LIMIT @limit`,
      )
      .raw()
      .all({ limit: mostAgents }),
  )
}

/** Every ready chart of the case that would show at least two entities, the people first. */
export function readyCharts(db: Db): readonly ReadyChart[] {
  const folded = { foldBy: 'people' } as const
  const persons = people(db)
  const accounts = endsOf(db, ['transfer'], most)
  const phones = endsOf(db, ['calls'], most)
  const below = agents(db)
  const goods = endsOfGoods(db)
  const made: readonly (Omit<ReadyChart, 'chosen' | 'all' | 'entityIds'> & {
    readonly from: Chosen
    readonly with: () => readonly number[]
  })[] = [
    {
      id: 'people',
      from: persons,
      // Among some forty people calls alone are a thousand lines; they have a chart of their own, and the chip says that they are left out.
      settings: { ...folded, layout: 'lanes', hiddenLinks: ['calls', 'messages'], dropIdle: false },
      with: () => [
        ...heldBy(db, persons.ids),
        ...beside(db, persons.ids, ['keeps', 'manages'], 'from'),
        ...beside(db, persons.ids, ['reportsTo'], 'from'),
      ],
    },
    {
      id: 'money',
      from: accounts,
      settings: { ...folded, layout: 'force', sizeBy: 'amount' },
      with: () => holdersOf(db, accounts.ids),
    },
    {
      id: 'calls',
      from: phones,
      settings: { ...folded, layout: 'force', edgeLabels: 'count' },
      with: () => holdersOf(db, phones.ids),
    },
    { id: 'agents', from: below.all > 1 ? below : nobody, settings: { layout: 'layered' }, with: () => [] },
    {
      id: 'goods',
      from: goods,
      settings: { ...folded, layout: 'lanes' },
      with: () => [
        ...beside(db, goods.ids, goods.works ? ['keeps', 'manages', 'owns'] : ['keeps', 'manages'], 'to'),
        ...beside(db, goods.ids, ['collects'], 'from'),
      ],
    },
  ]
  return made.flatMap(({ id, from, settings, with: more }) => {
    if (from.ids.length < 2) return []
    const entityIds = [...new Set([...from.ids, ...more()])]
    return [{ id, chosen: from.ids.length, all: from.all, entityIds, settings }]
  })
}
