/** Writing and reading statements. */
import type { Input } from '../../../shared/contract/index.ts'
import type { StatedDocument, Statement } from '../../../shared/contract/statements.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { scaledText } from '../../../shared/model/exactDecimal.ts'
import { parseMoney } from '../../../shared/model/money.ts'
import { statement } from '../../../shared/model/recordKinds/statement.ts'
import { parseTime } from '../../../shared/model/times.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import { readEntities } from '../entities/entityRows.ts'
import { linkScopes } from '../entities/factScopes.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { idOf, type NamedEnd, namedEnd } from './ends.ts'

type Draft = Input<'statements.save'>
type Said = Record<string, string | number>
const table = recordTable(statement.id)
const plainWords = ['says', 'place', 'text', 'document', 'page', 'saidBy'] as const
const times = ['time', 'until', 'saidAt'] as const
const chosen = ['strength', 'documentKind', 'sourceGrade', 'contentGrade'] as const

export interface Saved {
  readonly statementId: number
  readonly from: NamedEnd & { readonly entityId: number }
  readonly to: (NamedEnd & { readonly entityId: number }) | null
}
/** Enters a statement or changes one. Errors: see `statements.save`. */
export function saveStatement(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  draft: Draft,
): Saved {
  const before = draft.statementId === undefined ? null : requireStatement(db, draft.statementId)
  const statementId =
    before?.id ??
    1 + (db.prepare<[], number>('SELECT coalesce(max(statement_id), 0) FROM statements').pluck().get() ?? 0)
  const made = before ?? { at, operator }
  const mark = `${at} ${operator} ${statementId}`
  const from = namedEnd(db, draft.from, `${mark} from`, endBefore(before, 'from'))
  const to = draft.to === undefined ? null : namedEnd(db, draft.to, `${mark} to`, endBefore(before, 'to'))
  const ends = { from: withId(from), to: to === null ? null : withId(to) }
  const said = saidOf(draft)
  if (ends.to !== null && ends.to.entityId === ends.from.entityId)
    throw new AppError('statement-empty', 'both sides are one', {})
  if (
    said['says'] === undefined &&
    said['text'] === undefined &&
    (ends.to !== null || said['time'] !== undefined)
  )
    throw new AppError('statement-empty', 'it does not say what was between them, or what happened', {})
  const whole: Said = {
    fromName: from.name,
    fromKind: from.kind,
    fromKey: from.key,
    ...(to === null ? {} : { toName: to.name, toKind: to.kind, toKey: to.key, way: draft.way ?? 'neutral' }),
    ...said,
    enteredBy: made.operator,
    enteredAt: made.at,
  }
  db.prepare(
    'INSERT INTO statements (statement_id, said, at, operator) VALUES (?, ?, ?, ?) ON CONFLICT (statement_id) DO UPDATE SET said = excluded.said WHERE said <> excluded.said',
  ).run(statementId, JSON.stringify(whole), made.at, made.operator)
  return { statementId, ...ends }
}
function withId(end: NamedEnd): NamedEnd & { readonly entityId: number } {
  return { ...end, entityId: idOf(end) }
}
function endBefore(before: { readonly said: string } | null, role: 'from' | 'to'): NamedEnd | null {
  if (before === null) return null
  // Written by saveStatement.
  const said = JSON.parse(before.said) as Readonly<Record<string, string | undefined>>
  const [kind, key, name] = [said[`${role}Kind`], said[`${role}Key`], said[`${role}Name`]]
  return kind === undefined || key === undefined ? null : { kind, key, name: name ?? '' }
}
/** The stored values of what was typed; what says nothing is left out. */
function saidOf(draft: Draft): Said {
  const said: Said = {}
  for (const field of plainWords) if ((draft[field] ?? '') !== '') said[field] = draft[field] ?? ''
  for (const field of times) {
    const text = draft[field] ?? ''
    if (text === '') continue
    const time = parseTime(text)
    if (time === null) throw notStated(field)
    said[field] = time
  }
  for (const field of chosen) {
    const value = draft[field]
    if (value !== undefined) said[field] = value
  }
  said['strength'] ??= 'probable'
  const amount = draft.amount ?? ''
  if (amount !== '') {
    const money = parseMoney(amount)
    if (money === null || !Number.isSafeInteger(Number(money.minor))) throw notStated('amount')
    if (money.currency !== null && money.currency.currency !== yuan) throw notStated('amount')
    said['amount'] = Number(money.minor)
  }
  return said
}
function notStated(field: string): AppError {
  return new AppError('statement-not-stated', `the text of ${field} says no such thing`, { field })
}
function requireStatement(
  db: Db,
  statementId: number,
): { readonly id: number; readonly said: string; readonly at: string; readonly operator: string } {
  const found = db
    .prepare<[number], { id: number; said: string; at: string; operator: string }>(
      'SELECT statement_id AS id, said, at, operator FROM statements WHERE statement_id = ?',
    )
    .get(statementId)
  if (found === undefined)
    throw new AppError('statement-not-found', `no statement ${statementId}`, { statementId })
  return found
}

/** Takes statements away, with the tags and notes on their rows. Errors: `statement-not-found`. */
export function removeStatements({ db }: Pick<CommandContext, 'db'>, statementIds: readonly number[]): void {
  for (const statementId of new Set(statementIds)) {
    requireStatement(db, statementId)
    db.prepare('DELETE FROM row_tags WHERE sheet_id = 0 AND row = ?').run(statementId)
    db.prepare('DELETE FROM row_notes WHERE sheet_id = 0 AND row = ?').run(statementId)
    db.prepare("DELETE FROM attachments WHERE holder = 'statement' AND holder_id = ?").run(statementId)
    db.prepare('DELETE FROM statements WHERE statement_id = ?').run(statementId)
  }
}

type Row = Readonly<Record<string, string | number | null>>
/** Statements by id, in this order; ids that are not there are left out. */
export function readStatements(db: Db, statementIds: readonly number[]): readonly Statement[] {
  const read = db.prepare<[number], Row>(
    `SELECT record_id, e_from, e_to, ${statement.fields.map(({ id }) => quotedName(id)).join(', ')} FROM ${table} WHERE record_id = ?`,
  )
  const rows = statementIds.flatMap((id): readonly Row[] => {
    const row = read.get(id)
    return row === undefined ? [] : [row]
  })
  const ids = rows.flatMap((row) => [row['e_from'], row['e_to']].filter((id) => typeof id === 'number'))
  const entities = readEntities(
    db,
    ids.map((id) => resolvedId(db, id)),
  )
  const entityOf = (id: string | number | null | undefined): Statement['to'] =>
    typeof id === 'number' ? (entities.get(resolvedId(db, id)) ?? null) : null
  return rows.flatMap((row): Statement[] => {
    const from = entityOf(row['e_from'])
    if (from === null) return []
    const text = (field: string): string => String(row[field] ?? '')
    // Written by saveStatement from values of the contract.
    return [
      {
        statementId: Number(row['record_id']),
        from,
        to: entityOf(row['e_to']),
        ...Object.fromEntries(
          [...plainWords, ...times, ...chosen, 'enteredBy', 'enteredAt'].map((field) => [field, text(field)]),
        ),
        way: row['way'] === 'out' ? 'out' : 'neutral',
        amount: row['amount'] === null ? '' : scaledText(Number(row['amount']), 2),
      } as Statement,
    ]
  })
}
/** One statement. Errors: `statement-not-found`. */
export function readStatement(db: Db, statementId: number): Statement {
  const [found] = readStatements(db, [statementId])
  if (found === undefined)
    throw new AppError('statement-not-found', `no statement ${statementId}`, { statementId })
  return found
}
/** Statements behind links, or about an entity, newest first. Errors: `link-not-found`. */
export function statementsAbout(
  db: Db,
  { linkIds, entityId, statementIds }: Input<'statements.about'>,
): readonly Statement[] {
  const found = new Set<number>(statementIds)
  for (const linkId of linkIds ?? [])
    for (const { kind, where, params } of linkScopes(db, linkId))
      if (kind.id === statement.id)
        for (const id of db
          .prepare<[object], number>(`SELECT r.record_id FROM ${table} r WHERE ${where}`)
          .pluck()
          .all(params))
          found.add(id)
  if (entityId !== undefined)
    for (const id of db
      .prepare<[object], number>(
        `SELECT record_id FROM ${table} WHERE e_from IN (SELECT value FROM json_each(@ids)) OR e_to IN (SELECT value FROM json_each(@ids))`,
      )
      .pluck()
      .all({ ids: JSON.stringify(membersOf(db, entityId)) }))
      found.add(id)
  return readStatements(
    db,
    [...found].sort((one, other) => other - one),
  )
}
/** Documents that statements stand in, the one used last first. */
export function statedDocuments(db: Db): readonly StatedDocument[] {
  return db
    .prepare<[], StatedDocument>(
      `SELECT document, coalesce(documentKind, '') AS documentKind, coalesce(saidBy, '') AS saidBy, coalesce(saidAt, '') AS saidAt, count(*) AS statements, max(record_id) AS last
      FROM ${table} WHERE document IS NOT NULL GROUP BY document ORDER BY last DESC LIMIT 200`,
    )
    .all()
    .map(({ document, documentKind, saidBy, saidAt, statements }) => ({
      document,
      documentKind,
      saidBy,
      saidAt,
      statements,
    }))
}
