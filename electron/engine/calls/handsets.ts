/** Which handset, card and number belonged together over time. */
import type { AnalysisNote, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable, type CallRow, type CallTable } from './callTable.ts'
import { chosenPhones } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** A row of a list that names its own number and its time. */
interface Seen {
  readonly row: CallRow
  readonly own: number
  readonly time: string
}
interface Change {
  /** What stayed: the number, or the handset. */
  readonly of: string | number
  readonly from: string | number
  readonly to: string | number
  readonly last: CallRow
  readonly first: CallRow
}
/** Handsets and cards of numbers and who took a new number. Errors: `entity-not-found`. */
export const runPhoneChanges: AnalysisRunner<'phoneChanges'> = (
  { db, checkCancelled },
  { of, days, alike },
) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const chosen = chosenPhones(db, of)
  const seen = table.rows.flatMap((row): Seen[] =>
    row.own === null || row.time === null ? [] : [{ row, own: row.own, time: row.time }],
  )
  const told = seen.filter(({ row }) => row.handset !== null || row.card !== null)
  const named = new EntityNames(db, table.listed)
  const isAsked = ({ own }: Seen): boolean => chosen === null || chosen.has(own)
  const asked = told.filter(isAsked)
  // A handset that one of the chosen was in is followed whatever number was in it.
  const handsets = new Set(asked.flatMap(({ row }) => row.handset ?? []))
  const ofHandsets = told.filter(({ row }) => row.handset !== null && handsets.has(row.handset))
  const successors = successorsOf(table, seen, { days, alike, chosen, checkCancelled })
  return {
    figures: [],
    tables: [
      useTable(asked, named),
      crowdedTable(ofHandsets, named),
      changeTable(
        'handsets',
        { zh: '换机', en: 'Changes of handset' },
        'number',
        changesOf(
          asked,
          ({ own }) => own,
          ({ row }) => row.handset,
        ),
        named,
      ),
      changeTable(
        'numbers',
        { zh: '同一手机换号（换卡、一机多卡）', en: 'Numbers of one handset' },
        'handset',
        changesOf(
          ofHandsets,
          ({ row }) => row.handset,
          ({ own }) => own,
        ),
        named,
      ),
      changeTable(
        'cards',
        { zh: '同一号码补换卡（IMSI）', en: 'Cards behind one number (IMSI)' },
        'number',
        changesOf(
          asked,
          ({ own }) => own,
          ({ row }) => row.card,
        ),
        named,
      ),
      successorTable(successors, named),
    ],
    notes: [...materialNotes(table), ...notesOf(table, told.length)],
    entities: [
      ...new Set([...asked.map(({ own }) => own), ...successors.flatMap(({ old, next }) => [old, next])]),
    ],
    links: [],
  }
}
/** Two rows of one thing in a row, by time, that tell different values; rows that tell none are passed over. */
function changesOf(
  seen: readonly Seen[],
  thing: (seen: Seen) => string | number | null,
  value: (seen: Seen) => string | number | null,
): readonly Change[] {
  const before = new Map<string | number, { readonly value: string | number; readonly row: CallRow }>()
  const changes: Change[] = []
  for (const one of seen) {
    const [of, now] = [thing(one), value(one)]
    if (of === null || now === null) continue
    const last = before.get(of)
    if (last !== undefined && last.value !== now)
      changes.push({ of, from: last.value, to: now, last: last.row, first: one.row })
    before.set(of, { value: now, row: one.row })
  }
  return changes
}
interface Use {
  readonly own: number
  readonly handset: string | null
  readonly card: string | null
  rows: number
  first: string
  last: string
  readonly recordIds: number[]
}
function useTable(asked: readonly Seen[], named: EntityNames): AnalysisTable {
  const uses = new Map<string, Use>()
  for (const { own, time, row } of asked) {
    const key = [named.key(own), row.handset ?? '', row.card ?? ''].join('|')
    const use = uses.get(key) ?? {
      own,
      handset: row.handset,
      card: row.card,
      rows: 0,
      first: time,
      last: time,
      recordIds: [],
    }
    uses.set(key, use)
    use.rows += 1
    use.recordIds.push(row.recordId)
    if (time < use.first) use.first = time
    if (time > use.last) use.last = time
  }
  const lines = [...uses].toSorted(
    ([oneKey, one], [otherKey, other]) =>
      compareTexts(named.key(one.own), named.key(other.own)) ||
      compareTexts(one.first, other.first) ||
      compareTexts(oneKey, otherKey),
  )
  return tableOf(
    {
      id: 'uses',
      title: { zh: '号码、手机、卡', en: 'Numbers, handsets and cards' },
      columns: [
        column('number', 'entity', '号码', 'Number'),
        column('handset', 'text', 'IMEI 前 14 位', 'IMEI, first 14'),
        column('card', 'text', 'IMSI', 'IMSI'),
        column('rows', 'count', '行数', 'Rows'),
        column('first', 'time', '首见', 'First'),
        column('last', 'time', '末见', 'Last'),
      ],
    },
    lines,
    ([key, { own, handset, card, rows, first, last, recordIds }]) => ({
      key,
      cells: [named.cell(own), handset, card, rows, first, last],
      rows: pickedScopes('call', recordIds),
    }),
  )
}
/** Handsets with several numbers: lines in one box, a second card, a card lent. */
function crowdedTable(seen: readonly Seen[], named: EntityNames): AnalysisTable {
  const handsets = new Map<string, Seen[]>()
  for (const one of seen) {
    const known = handsets.get(one.row.handset ?? '')
    if (known === undefined) handsets.set(one.row.handset ?? '', [one])
    else known.push(one)
  }
  const lines = [...handsets]
    .map(([handset, those]) => ({
      handset,
      numbers: new Set(those.map(({ own }) => own)),
      cards: new Set(those.flatMap(({ row }) => row.card ?? [])),
      times: those.map(({ time }) => time).toSorted(compareTexts),
      recordIds: those.map(({ row }) => row.recordId),
    }))
    .filter(({ numbers }) => numbers.size > 1)
    .toSorted(
      (one, other) => other.numbers.size - one.numbers.size || compareTexts(one.handset, other.handset),
    )
  return tableOf(
    {
      id: 'crowded',
      title: { zh: '插过多个号码的手机', en: 'Handsets with several numbers' },
      columns: [
        column('handset', 'text', 'IMEI 前 14 位', 'IMEI, first 14'),
        column('count', 'count', '号码数', 'Numbers'),
        column('numbers', 'entities', '号码', 'Numbers'),
        column('cards', 'count', '卡数（IMSI）', 'Cards (IMSI)'),
        column('rows', 'count', '行数', 'Rows'),
        column('first', 'time', '首见', 'First'),
        column('last', 'time', '末见', 'Last'),
      ],
    },
    lines,
    ({ handset, numbers, cards, times, recordIds }) => ({
      key: handset,
      cells: [
        handset,
        numbers.size,
        named.sortedCells(numbers),
        cards.size,
        recordIds.length,
        times[0] ?? null,
        times.at(-1) ?? null,
      ],
      rows: pickedScopes('call', recordIds),
    }),
  )
}
function changeTable(
  id: string,
  title: AnalysisTable['title'],
  of: 'number' | 'handset',
  changes: readonly Change[],
  named: EntityNames,
): AnalysisTable {
  const text = (value: string | number): string => (typeof value === 'number' ? named.key(value) : value)
  const cell = (value: string | number) => (typeof value === 'number' ? named.cell(value) : value)
  const sort = of === 'number' ? (['entity', 'text'] as const) : (['text', 'entity'] as const)
  const lines = changes.toSorted(
    (one, other) =>
      compareTexts(text(one.of), text(other.of)) ||
      compareTexts(one.first.time ?? '', other.first.time ?? ''),
  )
  // Back and forth within one second is told line by line; the place among equal ones tells them apart.
  const times = new Map<string, number>()
  return tableOf(
    {
      id,
      title,
      columns: [
        of === 'number'
          ? column('of', sort[0], '号码', 'Number')
          : column('of', sort[0], 'IMEI 前 14 位', 'IMEI, first 14'),
        column('from', sort[1], '此前', 'Before'),
        column('to', sort[1], '此后', 'After'),
        column('last', 'time', '此前末见', 'Last before'),
        column('first', 'time', '此后首见', 'First after'),
      ],
    },
    lines,
    (change) => {
      const key = [text(change.of), text(change.from), text(change.to), change.first.time ?? ''].join('|')
      const place = (times.get(key) ?? 0) + 1
      times.set(key, place)
      return {
        key: place === 1 ? key : `${key}|${place}`,
        cells: [cell(change.of), cell(change.from), cell(change.to), change.last.time, change.first.time],
        rows: pickedScopes('call', [change.last.recordId, change.first.recordId]),
      }
    },
  )
}

interface Life {
  readonly number: number
  first: string
  last: string
  readonly contacts: Set<number>
  readonly cells: Set<string>
  readonly handsets: Set<string>
  firstRow: number
  lastRow: number
}
interface Successor {
  readonly old: Life
  readonly next: Life
}
interface SuccessorLine {
  readonly old: number
  readonly next: number
  readonly lives: Successor
  readonly apart: number
  readonly shared: number
  readonly alike: number
  readonly cells: number | null
  readonly sameHandset: boolean | null
}
interface SuccessorQuestion {
  readonly days: number
  readonly alike: number
  readonly chosen: ReadonlySet<number> | null
  checkCancelled(): void
}
function livesOf(table: CallTable, seen: readonly Seen[]): readonly Life[] {
  const lives = new Map<number, Life>()
  for (const { own, time, row } of seen) {
    if (time.length < 10) continue
    const life = lives.get(own) ?? {
      number: own,
      first: time,
      last: time,
      contacts: new Set(),
      cells: new Set(),
      handsets: new Set(),
      firstRow: row.recordId,
      lastRow: row.recordId,
    }
    lives.set(own, life)
    if (time < life.first) [life.first, life.firstRow] = [time, row.recordId]
    if (time >= life.last) [life.last, life.lastRow] = [time, row.recordId]
    if (row.counter !== null && row.counter !== own && !table.services.has(row.counter))
      life.contacts.add(row.counter)
    if (row.cell !== null) life.cells.add(row.cell)
    if (row.handset !== null) life.handsets.add(row.handset)
  }
  return [...lives.values()].toSorted((one, other) => compareTexts(one.first, other.first))
}
const dayOf = (time: string): number => Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / 86_400_000
function intersection<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  const [less, more] = one.size <= other.size ? [one, other] : [other, one]
  let count = 0
  for (const value of less) if (more.has(value)) count += 1
  return count
}
function successorsOf(
  table: CallTable,
  seen: readonly Seen[],
  { days, alike, chosen, checkCancelled }: SuccessorQuestion,
): readonly SuccessorLine[] {
  const lives = livesOf(table, seen)
  const found: SuccessorLine[] = []
  for (const old of lives) {
    checkCancelled()
    const end = dayOf(old.last)
    for (const next of lives) {
      if (next === old || (chosen !== null && !chosen.has(old.number) && !chosen.has(next.number))) continue
      const apart = dayOf(next.first) - end
      // The old one was there before the new one.
      if (Math.abs(apart) > days || old.first >= next.first || old.last > next.last) continue
      const shared = intersection(old.contacts, next.contacts)
      const union = old.contacts.size + next.contacts.size - shared
      const share = union === 0 ? 0 : shared / union
      if (shared === 0 || share < alike) continue
      const cells = Math.min(old.cells.size, next.cells.size)
      found.push({
        old: old.number,
        next: next.number,
        lives: { old, next },
        apart,
        shared,
        alike: share,
        cells: cells === 0 ? null : intersection(old.cells, next.cells) / cells,
        sameHandset:
          old.handsets.size === 0 || next.handsets.size === 0
            ? null
            : intersection(old.handsets, next.handsets) > 0,
      })
    }
  }
  return found
}
function successorTable(successors: readonly SuccessorLine[], named: EntityNames): AnalysisTable {
  const lines = successors.toSorted(
    (one, other) =>
      other.alike - one.alike ||
      compareTexts(named.key(one.old), named.key(other.old)) ||
      compareTexts(named.key(one.next), named.key(other.next)),
  )
  return tableOf(
    {
      id: 'successors',
      title: { zh: '换号线索', en: 'New numbers' },
      columns: [
        column('old', 'entity', '旧号', 'Old'),
        column('next', 'entity', '新号', 'New'),
        column('oldLast', 'time', '旧号末见', 'Last of the old'),
        column('nextFirst', 'time', '新号首见', 'First of the new'),
        column('days', 'number', '相差天数', 'Days between'),
        column('shared', 'count', '共同对方', 'Contacts in common'),
        column('alike', 'share', '对方重合', 'Alike'),
        column('cells', 'share', '小区重合', 'Cells in common'),
        column('sameHandset', 'flag', '同一手机', 'One handset'),
      ],
    },
    lines,
    ({ old, next, lives, apart, shared, alike, cells, sameHandset }) => ({
      key: `${named.key(old)}|${named.key(next)}`,
      cells: [
        named.cell(old),
        named.cell(next),
        lives.old.last,
        lives.next.first,
        apart,
        shared,
        alike,
        cells,
        sameHandset,
      ],
      rows: pickedScopes('call', [lives.old.lastRow, lives.next.firstRow]),
    }),
  )
}
function notesOf({ rows }: CallTable, told: number): readonly AnalysisNote[] {
  return told === 0
    ? [
        {
          tone: 'warn',
          id: 'no-handsets',
          words: {
            zh: '话单没有可用的 IMEI、IMSI，换机换卡不可判；换号线索只据对方与小区。',
            en: 'The lists tell no IMEI or IMSI; changes of handset and card cannot be decided, new numbers only by contacts and cells.',
          },
        },
      ]
    : countNote(
        rows.filter(({ own, handset, card }) => own !== null && handset === null && card === null).length,
        'without-handset',
        '{count} 行没有可用的 IMEI、IMSI（空、全 0 等），其间的换机换卡看不到。',
        '{count} rows tell no usable IMEI or IMSI; changes among them are not seen.',
      )
}
