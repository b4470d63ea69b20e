/** Finds entities by name and identifier. Their texts are kept in memory until the facts change. */
import { keyValue } from '../../../shared/model/entityId.ts'
import type { SearchHit } from '../../../shared/contract/search.ts'
import { pinyinStandsIn } from '../../../shared/model/pinyin.ts'
import type { Word } from '../../../shared/model/searchText.ts'
import { folded, withoutSeparators } from '../../../shared/model/textFold.ts'
import type { Db } from '../store/db.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'

export type EntityHit = Extract<SearchHit, { readonly type: 'entity' }>
/** Stands between two texts; folding leaves no such character in one. */
const joint = '\u001e'
interface Entities {
  readonly ids: Float64Array
  readonly records: Int32Array
  readonly kinds: readonly string[]
  readonly labels: readonly string[]
  readonly nameOnly: Uint8Array
  /** Folded texts, an entity's neighbours of each other: its label, its key, its identifiers; whose they are, and where each begins. */
  readonly joined: string
  readonly starts: Uint32Array
  readonly owners: Uint32Array
  /** The same without separators. */
  readonly bare: string
  readonly bareStarts: Uint32Array
}
const kept = keptValues<Entities>()

/** The entities as they stand, read again when the facts have changed. */
function entitiesOf(db: Db): Entities {
  return kept.of(db, '', factsVersion(db), () => readEntities(db))
}
function readEntities(db: Db): Entities {
  const rows = db
    .prepare<[], [number, string, string, string, number, number]>(
      'SELECT entity_id, kind, key, label, records, name_only FROM entities ORDER BY entity_id',
    )
    .raw()
    .all()
  const ids = new Float64Array(rows.length)
  const records = new Int32Array(rows.length)
  const nameOnly = new Uint8Array(rows.length)
  const kinds: string[] = []
  const labels: string[] = []
  const texts: string[] = []
  const owners: number[] = []
  // A merged entity is found by the names of all its members.
  const members = new Map<number, string[]>()
  for (const [resolved, label] of db
    .prepare<[], [number, string]>(
      'SELECT g.resolved_id, m.label FROM entity_merges g JOIN merged_entities m ON m.entity_id = g.entity_id',
    )
    .raw()
    .iterate())
    members.set(resolved, [...(members.get(resolved) ?? []), label])
  const identifiers = db
    .prepare<[], [number, string]>('SELECT entity_id, value FROM identifiers ORDER BY entity_id')
    .raw()
    .iterate()
  let next = identifiers.next()
  for (const [index, [entityId, kind, key, label, count, only]] of rows.entries()) {
    ids[index] = entityId
    records[index] = count
    nameOnly[index] = only
    kinds.push(kind)
    labels.push(label)
    const own = new Set([label, keyValue(key)])
    for (const text of members.get(entityId) ?? []) own.add(text)
    while (next.done !== true && next.value[0] <= entityId) {
      if (next.value[0] === entityId) own.add(next.value[1])
      next = identifiers.next()
    }
    for (const text of own) {
      texts.push(text)
      owners.push(index)
    }
  }
  const foldedTexts = texts.map(folded)
  const joined = foldedTexts.join(joint)
  const bareTexts = foldedTexts.map(withoutSeparators)
  return {
    ids,
    records,
    kinds,
    labels,
    nameOnly,
    joined,
    starts: startsOf(foldedTexts),
    owners: Uint32Array.from(owners),
    bare: bareTexts.join(joint),
    bareStarts: startsOf(bareTexts),
  }
}
function startsOf(texts: readonly string[]): Uint32Array {
  const starts = new Uint32Array(texts.length)
  let at = 0
  for (const [index, text] of texts.entries()) {
    starts[index] = at
    at += text.length + 1
  }
  return starts
}

/** Reads what questions need beforehand, so that the first one need not wait for it. */
export function readyEntities(db: Db): void {
  entitiesOf(db)
  pinyinStandsIn('a', '一')
}

export interface FoundEntities {
  readonly total: number
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  /** Hits from the `offset`-th on: a whole match first, then a beginning, then the one with more records. */
  hits(offset: number, limit: number, kind: string | undefined): readonly EntityHit[]
}
/** Entities whose texts contain all words; each word may be in any of the texts. */
export function findEntities(db: Db, words: readonly Word[]): FoundEntities {
  const entities = entitiesOf(db)
  // What is shown is the text that holds the first word.
  const matched = words.reduce<Map<number, number> | null>((before, word) => {
    const here = textsHolding(entities, word, before)
    return before === null ? here : new Map([...before].filter(([entity]) => here.has(entity)))
  }, null)
  const found = [...(matched ?? new Map<number, number>())]
  const counts = new Map<string, number>()
  for (const [entity] of found) {
    const kind = entities.kinds[entity] ?? ''
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return {
    total: found.length,
    kinds: [...counts]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    hits: (offset, limit, kind) =>
      ranked(
        entities,
        words[0],
        kind === undefined ? found : found.filter(([entity]) => entities.kinds[entity] === kind),
      )
        .slice(offset, offset + limit)
        .map(([entity, text]) => ({
          type: 'entity',
          entityId: entities.ids[entity] as number,
          kind: entities.kinds[entity] as string,
          label: entities.labels[entity] as string,
          matched: matchedText(db, entities, entity, text),
          records: entities.records[entity] as number,
          nameOnly: entities.nameOnly[entity] === 1,
        })),
  }
}

/** Entity → the first of its texts that holds the word; only of `among` when given. */
function textsHolding(
  entities: Entities,
  word: Word,
  among: ReadonlyMap<number, number> | null,
): Map<number, number> {
  const holding = new Map<number, number>()
  const note = (text: number): void => {
    const owner = entities.owners[text] as number
    const before = holding.get(owner)
    if ((among === null || among.has(owner)) && (before === undefined || text < before))
      holding.set(owner, text)
  }
  const [joined, starts] = word.number
    ? [entities.bare, entities.bareStarts]
    : [entities.joined, entities.starts]
  let text = 0
  for (let at = joined.indexOf(word.text); at !== -1;) {
    text = textAt(starts, at, text)
    note(text)
    const next = starts[text + 1]
    if (next === undefined) break
    at = joined.indexOf(word.text, next)
  }
  if (word.pinyin !== null) {
    // Only what an entity is called is a name: its label, which is its first text.
    for (let label = 0; label < entities.owners.length; label += 1) {
      if (label > 0 && entities.owners[label] === entities.owners[label - 1]) continue
      const from = entities.starts[label] as number
      if (entities.joined.charCodeAt(from) < 0x3000) continue
      if (
        pinyinStandsIn(
          word.pinyin,
          entities.joined.slice(from, (entities.starts[label + 1] ?? entities.joined.length + 1) - 1),
        )
      )
        note(label)
    }
  }
  return holding
}
/** The text that stands at a place; not before `from`. */
function textAt(starts: Uint32Array, at: number, from: number): number {
  let [low, high] = [from, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= at) low = middle
    else high = middle - 1
  }
  return low
}
function ranked(
  entities: Entities,
  word: Word | undefined,
  found: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const wanted = word?.text ?? ''
  const rank = (text: number): number => {
    const [joined, starts] =
      word?.number === true ? [entities.bare, entities.bareStarts] : [entities.joined, entities.starts]
    const from = starts[text] as number
    if (!joined.startsWith(wanted, from)) return 2
    return (starts[text + 1] ?? joined.length + 1) - 1 === from + wanted.length ? 0 : 1
  }
  const ranks = new Map(found.map(([entity, text]) => [entity, rank(text)]))
  return found.toSorted(
    ([a], [b]) =>
      (ranks.get(a) as number) - (ranks.get(b) as number) ||
      (entities.records[b] as number) - (entities.records[a] as number) ||
      (entities.ids[a] as number) - (entities.ids[b] as number),
  )
}
/** The text as it is written, not as it is compared. */
function matchedText(db: Db, entities: Entities, entity: number, text: number): string {
  const label = entities.labels[entity] as string
  const comparedAs = entities.joined.slice(
    entities.starts[text],
    (entities.starts[text + 1] ?? entities.joined.length + 1) - 1,
  )
  if (folded(label) === comparedAs) return label
  const entityId = entities.ids[entity] as number
  const key =
    db.prepare<[number], string>('SELECT key FROM entities WHERE entity_id = ?').pluck().get(entityId) ?? ''
  const values = [
    keyValue(key),
    ...db
      .prepare<[number], string>(
        'SELECT m.label FROM entity_merges g JOIN merged_entities m ON m.entity_id = g.entity_id WHERE g.resolved_id = ?',
      )
      .pluck()
      .all(entityId),
    ...db
      .prepare<[number], string>('SELECT value FROM identifiers WHERE entity_id = ?')
      .pluck()
      .all(entityId),
  ]
  return values.find((value) => folded(value) === comparedAs) ?? comparedAs
}
