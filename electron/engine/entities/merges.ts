/**
 * Shows merged entities as one. Every reader reads `entities`, `identifiers` and `links`; for a merged entity they hold one row
 * instead of several. The rows of the single members are kept in `merged_entities`, `merged_identifiers` and `merged_links`. Sums
 * over links are the same before and after: a link between members becomes a link of the entity to itself. Records keep naming members
 * (`e_<role>`), so facts are never rewritten; readers that begin with a record map what it names by `entity_merges`.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { othersOf, othersText } from '../../../shared/model/currency.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db, WriteDb } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'
import { literalText, roleColumnOf } from '../records/evidence.ts'
import { hasMerges } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import { withLifter } from './mergeLifter.ts'
import { countNeighbours, labelEntities } from './entityFacts.ts'
import { boundedSum, linkColumnNames, registerLinkId, withBoundedSums } from './linkRows.ts'

/** A claimed cluster: members by id, ascending. */
export type Cluster = readonly number[]

/** The clusters that active claims form of entities in the case (connected components); with `among` only those of these entities. The order of claims does not matter. */
export function claimedClusters(db: Db, among?: ReadonlySet<number>): readonly Cluster[] {
  const parent = new Map<number, number>()
  const root = (entityId: number): number => {
    let top = entityId
    for (let next = parent.get(top); next !== undefined && next !== top; next = parent.get(top)) top = next
    for (let at = entityId; at !== top;) {
      const next = parent.get(at) ?? top
      parent.set(at, top)
      at = next
    }
    return top
  }
  const present = db
    .prepare<[number, number], number>(
      'SELECT 1 WHERE EXISTS (SELECT 1 FROM entities WHERE entity_id = ?) OR EXISTS (SELECT 1 FROM merged_entities WHERE entity_id = ?)',
    )
    .pluck()
  const [from, params] =
    among === undefined
      ? ['identity_claims c', []]
      : [
          `(SELECT DISTINCT n.claim_id AS id FROM json_each(?) w CROSS JOIN identity_members n INDEXED BY identity_members_by_entity ON n.entity_id = w.value) named CROSS JOIN identity_claims c ON c.claim_id = named.id`,
          [JSON.stringify([...among])],
        ]
  const rows = db
    .prepare<string[], [number, number]>(
      `SELECT c.claim_id, m.entity_id FROM ${from} CROSS JOIN identity_members m ON m.claim_id = c.claim_id WHERE c.type = 'merge' AND c.status = 'active' ORDER BY c.claim_id, m.entity_id`,
    )
    .raw()
  let [claim, first] = [0, 0]
  // An entity that is not in the case now still connects the others: its import may be redone, and its cluster must stay together.
  for (const [claimId, entityId] of rows.iterate(...params)) {
    if (!parent.has(entityId)) parent.set(entityId, entityId)
    if (claimId !== claim) [claim, first] = [claimId, entityId]
    else parent.set(root(entityId), root(first))
  }
  const clusters = new Map<number, number[]>()
  for (const entityId of [...parent.keys()].sort((left, right) => left - right)) {
    if (present.get(entityId, entityId) === undefined) continue
    const top = root(entityId)
    const members = clusters.get(top)
    if (members === undefined) clusters.set(top, [entityId])
    else members.push(entityId)
  }
  return [...clusters.values()].filter((members) => members.length > 1)
}
/** These entities and all that active claims connect with them, directly or through others. */
function joinedWith(db: Db, entityIds: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(
    db
      .prepare<[string], number>(
        `WITH RECURSIVE joined (id) AS (SELECT value FROM json_each(?)
    UNION SELECT o.entity_id FROM joined j CROSS JOIN identity_members m INDEXED BY identity_members_by_entity ON m.entity_id = j.id
      CROSS JOIN identity_claims c ON c.claim_id = m.claim_id AND c.type = 'merge' AND c.status = 'active' CROSS JOIN identity_members o ON o.claim_id = m.claim_id)
    SELECT id FROM joined`,
      )
      .pluck()
      .all(JSON.stringify([...entityIds])),
  )
}
/** The clusters applied now, by their resolved entity; with `among` only those that hold one of these entities. */
function presentClusters(db: Db, among?: Iterable<number>): ReadonlyMap<number, Cluster> {
  const clusters = new Map<number, number[]>()
  const [which, params] =
    among === undefined
      ? ['', []]
      : [
          'WHERE resolved_id IN (SELECT g.resolved_id FROM json_each(?) w CROSS JOIN entity_merges g ON g.entity_id = w.value)',
          [JSON.stringify([...among])],
        ]
  for (const [entityId, resolved] of db
    .prepare<string[], [number, number]>(
      `SELECT entity_id, resolved_id FROM entity_merges ${which} ORDER BY entity_id`,
    )
    .raw()
    .iterate(...params)) {
    const members = clusters.get(resolved)
    if (members === undefined) clusters.set(resolved, [entityId])
    else members.push(entityId)
  }
  return clusters
}

/** Brings the merges in line with the claims; only clusters that change are touched. Call inside a transaction. Returns whether anything changed. */
export function refreshMerges(db: WriteDb, model: readonly RecordKind[] = recordKinds): boolean {
  return changeClusters(db, presentClusters(db), claimedClusters(db), model)
}
/** The same for the clusters of these entities, those applied now and those claimed. */
function refreshMergesAround(
  db: WriteDb,
  entityIds: ReadonlySet<number>,
  model: readonly RecordKind[],
): void {
  let around = joinedWith(db, entityIds)
  let present = presentClusters(db, around)
  for (let more = others(present, around); more.length > 0; more = others(present, around)) {
    around = joinedWith(db, new Set([...around, ...more]))
    present = presentClusters(db, around)
  }
  changeClusters(db, present, claimedClusters(db, around), model)
}
function others(present: ReadonlyMap<number, Cluster>, around: ReadonlySet<number>): readonly number[] {
  return [...present.values()].flat().filter((entityId) => !around.has(entityId))
}

const running = new WeakSet<Db>()
/**
 * Runs work that derives facts. The work names the entities it writes to (mergeLifter.ts). Merges over those are lifted, and applied again as
 * the claims say when the work is done; other merges are not touched. `whole`: all merges are lifted first. A nested call only runs the work.
 */
export function* withMergesLifted<T, Told = void>(
  db: WriteDb,
  work: Steps<T, Told>,
  model: readonly RecordKind[] = recordKinds,
  whole = false,
): Steps<T, Told> {
  if (running.has(db)) return yield* work
  if (
    !whole &&
    !hasMerges(db) &&
    db.prepare("SELECT 1 FROM identity_claims WHERE status = 'active' AND type = 'merge' LIMIT 1").get() ===
      undefined
  )
    return yield* work
  const touched = new Set<number>()
  let all = false
  const liftAll = (): void => {
    if (!all) changeClusters(db, presentClusters(db), [], model)
    all = true
  }
  const lift = (entityIds: Iterable<number>): void => {
    if (all) return
    const fresh = [...entityIds].filter((entityId) => !touched.has(entityId))
    for (const entityId of fresh) touched.add(entityId)
    const lying = fresh.length === 0 ? new Map<number, Cluster>() : presentClusters(db, fresh)
    // When one member leaves a cluster, the remaining members must be checked again too.
    for (const members of lying.values()) for (const member of members) touched.add(member)
    changeClusters(db, lying, [], model)
  }
  running.add(db)
  let value: T
  try {
    if (whole) liftAll()
    value = yield* withLifter(db, { lift, liftAll }, work)
  } finally {
    running.delete(db)
  }
  if (all) refreshMerges(db, model)
  else refreshMergesAround(db, touched, model)
  return value
}

/** Ends the clusters that are present but not wanted and forms those wanted but not present. `present`: all clusters that share an entity with a wanted one. */
function changeClusters(
  db: WriteDb,
  present: ReadonlyMap<number, Cluster>,
  wanted: readonly Cluster[],
  model: readonly RecordKind[],
): boolean {
  const nameOf = (cluster: Cluster): string => cluster.join()
  const kept = new Set([...present.values()].map(nameOf))
  const asked = new Set(wanted.map(nameOf))
  const ending = [...present].filter(([, members]) => !asked.has(nameOf(members)))
  const coming = wanted.filter((cluster) => !kept.has(nameOf(cluster)))
  if (ending.length === 0 && coming.length === 0) return false
  registerLinkId(db)
  const touched = [...new Set([...ending.flatMap(([, members]) => members), ...coming.flat()])]
  const params = {
    touched: JSON.stringify(touched),
    ending: JSON.stringify(ending.map(([resolved]) => resolved)),
  }
  const run = (sql: string): void => {
    db.prepare(sql).run(
      Object.fromEntries(Object.entries(params).filter(([name]) => sql.includes(`@${name}`))),
    )
  }
  const among = (column: string, list: 'touched' | 'ending' = 'touched'): string =>
    `${column} IN (SELECT value FROM json_each(@${list}))`
  const alone = (column: string): string =>
    `NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = ${column})`
  const affected = neighboursOf(db, [...touched, ...ending.map(([resolved]) => resolved)])
  // The resolved entity of an ending cluster is deleted; the facts of single entities are put aside.
  run(
    `DELETE FROM links WHERE link_id IN (SELECT link_id FROM links WHERE ${among('from_id', 'ending')} UNION SELECT link_id FROM links WHERE ${among('to_id', 'ending')})`,
  )
  run(`DELETE FROM identifiers WHERE ${among('entity_id', 'ending')}`)
  // A link to a cluster that stays is a sum already; only the links it was summed from are put aside.
  run(
    `INSERT INTO merged_links (${linkColumnNames}) SELECT ${linkColumnNames} FROM links WHERE link_id IN (SELECT link_id FROM links WHERE ${among('from_id')} UNION SELECT link_id FROM links WHERE ${among('to_id')}) AND ${alone('from_id')} AND ${alone('to_id')}`,
  )
  run(
    `DELETE FROM links WHERE link_id IN (SELECT link_id FROM links WHERE ${among('from_id')} UNION SELECT link_id FROM links WHERE ${among('to_id')})`,
  )
  run(
    `INSERT OR IGNORE INTO merged_entities (${entityColumns}) SELECT ${entityColumns} FROM entities WHERE ${among('entity_id')}`,
  )
  run(
    `INSERT INTO merged_identifiers (${identifierColumns}) SELECT ${identifierColumns} FROM identifiers WHERE ${among('entity_id')}`,
  )
  run(`DELETE FROM entities WHERE ${among('entity_id')}`)
  run(`DELETE FROM identifiers WHERE ${among('entity_id')}`)
  run(`DELETE FROM entity_merges WHERE ${among('entity_id')}`)
  writeMap(db, coming)
  // An entity that is in no cluster any more gets its own facts back.
  const back = `(${among('from_id')} OR ${among('to_id')}) AND ${alone('from_id')} AND ${alone('to_id')}`
  run(`INSERT INTO links (${linkColumnNames}) SELECT ${linkColumnNames} FROM merged_links WHERE ${back}`)
  run(`DELETE FROM merged_links WHERE ${back}`)
  for (const [from, into, columns] of [
    ['merged_entities', 'entities', entityColumns],
    ['merged_identifiers', 'identifiers', identifierColumns],
  ] as const) {
    // With the table name: without it the name would mean the column of entity_merges inside `alone`.
    run(
      `INSERT INTO ${into} (${columns}) SELECT ${columns} FROM ${from} WHERE ${among('entity_id')} AND ${alone(`${from}.entity_id`)}`,
    )
    run(`DELETE FROM ${from} WHERE ${among('entity_id')} AND ${alone(`${from}.entity_id`)}`)
  }
  formLinks(db, params.touched)
  const resolved = formEntities(db, params.touched, model)
  countNeighbours(
    db,
    new Set([...touched, ...resolved, ...affected, ...neighboursOf(db, [...touched, ...resolved])]),
  )
  labelEntities(db, model, resolved)
  return true
}
const entityColumns = 'entity_id, kind, key, label, name_only, records, links'
const identifierColumns = 'entity_id, kind, value, attribute, field, records'

/** Chooses the resolved entity of each cluster: one known by more than a name first, then by key; so the choice does not depend on the order of imports. */
function writeMap(db: WriteDb, clusters: readonly Cluster[]): void {
  const keyOf = db.prepare<[number], { nameOnly: number; key: string }>(
    'SELECT name_only AS nameOnly, key FROM merged_entities WHERE entity_id = ?',
  )
  const insert = db.prepare('INSERT INTO entity_merges (entity_id, resolved_id) VALUES (?, ?)')
  for (const cluster of clusters) {
    const ranked = cluster
      .map((entityId) => ({ entityId, nameOnly: 1, key: '', ...keyOf.get(entityId) }))
      .sort(
        (left, right) =>
          left.nameOnly - right.nameOnly ||
          (left.key < right.key ? -1 : left.key > right.key ? 1 : left.entityId - right.entityId),
      )
    for (const entityId of cluster) insert.run(entityId, ranked[0]?.entityId ?? entityId)
  }
}
/** Writes one link for all links of one rule between the same two resolved entities; a link between members of one entity becomes a link to itself. */
function formLinks(db: WriteDb, touched: string): void {
  const seen = (column: string): string =>
    `COALESCE((SELECT g.resolved_id FROM entity_merges g WHERE g.entity_id = ${column}), ${column})`
  const bounded = boundedSum('amount')
  withBoundedSums((large) =>
    db
      .prepare(
        `INSERT INTO links (${linkColumnNames})
    SELECT lz_link_id(rule, f, t, directed), rule, kind, f, t, directed, SUM(count), ${large ? bounded.amount : 'SUM(amount)'}, ${large ? boundedSum('quantity').amount : 'SUM(quantity)'}, MIN(first_time), MAX(last_time), ${large ? `nullif(trim(coalesce(group_concat(others, char(10)), '') || char(10) || coalesce(${bounded.beyond}, ''), char(10)), '')` : 'group_concat(others, char(10))'} FROM (
      SELECT rule, kind, directed, count, amount, quantity, first_time, last_time, others, CASE directed WHEN 0 THEN min(a, b) ELSE a END AS f, CASE directed WHEN 0 THEN max(a, b) ELSE b END AS t FROM (
        SELECT l.*, ${seen('l.from_id')} AS a, ${seen('l.to_id')} AS b FROM merged_links l
        WHERE l.link_id IN (SELECT link_id FROM merged_links WHERE from_id IN (SELECT value FROM json_each(@touched)) UNION SELECT link_id FROM merged_links WHERE to_id IN (SELECT value FROM json_each(@touched)))))
    GROUP BY rule, kind, f, t, directed`,
      )
      .run({ touched }),
  )
  // Sums in other currencies of several links stand one under the other until they are added up here.
  const write = db.prepare<[string | null, number]>('UPDATE links SET others = ? WHERE link_id = ?')
  for (const { id, others } of db
    .prepare<[], { id: number; others: string }>(
      "SELECT link_id AS id, others FROM links WHERE others LIKE '%' || char(10) || '%'",
    )
    .all())
    write.run(othersText(othersOf(others)), id)
}
/** Writes the merged entities with their identifiers; a record counts once even when it names several members. Returns their ids. */
function formEntities(db: WriteDb, touched: string, model: readonly RecordKind[]): readonly number[] {
  const params = { touched }
  const coming = 'g.entity_id IN (SELECT value FROM json_each(@touched))'
  // Counted over the members' own links: while a member was put aside, its neighbours may have been merged and counted as fewer.
  db.prepare(
    `UPDATE merged_entities SET links = (SELECT COUNT(*) FROM (SELECT l.to_id FROM merged_links l WHERE l.from_id = merged_entities.entity_id AND l.to_id <> l.from_id
    UNION SELECT l.from_id FROM merged_links l WHERE l.to_id = merged_entities.entity_id AND l.to_id <> l.from_id)) WHERE entity_id IN (SELECT value FROM json_each(@touched))`,
  ).run(params)
  db.prepare(
    `INSERT INTO identifiers (${identifierColumns}) SELECT g.resolved_id, i.kind, i.value, i.attribute, i.field, SUM(i.records)
    FROM entity_merges g CROSS JOIN merged_identifiers i ON i.entity_id = g.entity_id WHERE ${coming} GROUP BY g.resolved_id, i.attribute, i.kind, i.field, i.value`,
  ).run(params)
  db.prepare(
    `INSERT INTO entities (${entityColumns}) SELECT g.resolved_id, o.kind, o.key, o.label, MIN(e.name_only), SUM(e.records), 0
    FROM entity_merges g CROSS JOIN merged_entities e ON e.entity_id = g.entity_id CROSS JOIN merged_entities o ON o.entity_id = g.resolved_id WHERE ${coming} GROUP BY g.resolved_id`,
  ).run(params)
  const shared = new Map<number, number>()
  for (const kind of model) {
    if (kind.byHand !== undefined) continue
    for (const entityKind of new Set(kind.roles.map((role) => role.kind))) {
      const roles = kind.roles.filter((role) => role.kind === entityKind)
      if (roles.length === 1 && roles[0]?.multi !== true) continue
      const named = roles.map((role) =>
        role.multi === true
          ? `SELECT g.resolved_id AS id, m.record_id AS record, m.entity_id AS member FROM entity_merges g CROSS JOIN record_entities m ON m.entity_id = g.entity_id AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)} WHERE ${coming}`
          : `SELECT g.resolved_id, r.record_id, ${roleColumnOf('r', role.role)} FROM entity_merges g CROSS JOIN ${recordTable(kind.id)} r ON ${roleColumnOf('r', role.role)} = g.entity_id WHERE ${coming}`,
      )
      const [firstRole] = named
      if (firstRole === undefined) continue
      const rows = db
        .prepare<[object], [number, number]>(
          `SELECT id, SUM(n - 1) FROM (SELECT id, record, COUNT(DISTINCT member) AS n FROM (SELECT 0 AS id, 0 AS record, 0 AS member WHERE 0 UNION ALL ${named.join(' UNION ALL ')}) GROUP BY id, record HAVING n > 1) GROUP BY id`,
        )
        .raw()
      for (const [id, more] of rows.iterate(params)) shared.set(id, (shared.get(id) ?? 0) + more)
    }
  }
  const less = db.prepare('UPDATE entities SET records = records - ? WHERE entity_id = ?')
  for (const [id, more] of shared) less.run(more, id)
  return db
    .prepare<[object], number>(`SELECT DISTINCT g.resolved_id FROM entity_merges g WHERE ${coming}`)
    .pluck()
    .all(params)
}
function neighboursOf(db: Db, entityIds: readonly number[]): readonly number[] {
  const ids = JSON.stringify(entityIds)
  return db
    .prepare<{ ids: string }, number>(
      `SELECT l.to_id FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_from ON l.from_id = w.value
    UNION SELECT l.from_id FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value`,
    )
    .pluck()
    .all({ ids })
}
