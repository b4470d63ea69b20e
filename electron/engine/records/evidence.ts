/** What every reader of evidence tables shares. Everything put into SQL text comes from a definition, never from an argument. */
import type { EntityRole, Field, RecordKind } from '../../../shared/model/define.ts'
import { unknownCurrency, yuan } from '../../../shared/model/currency.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { quotedName, recordTable, roleColumn } from '../store/recordTables.ts'

/** A text literal for SQL; only for ids of definitions. */
export function literalText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
/** The kind of an id. Errors: `kind-not-found`. */
export function kindOf(model: readonly RecordKind[], id: string): RecordKind {
  const kind = model.find((candidate) => candidate.id === id)
  if (kind === undefined) throw new AppError('kind-not-found', `no record kind ${id}`, { kind: id })
  return kind
}
/** The field of a kind. Errors: `field-not-found`. */
export function fieldOf(kind: RecordKind, id: string): Field {
  const field = kind.fields.find((candidate) => candidate.id === id)
  if (field === undefined)
    throw new AppError('field-not-found', `no field ${id} in ${kind.id}`, { kind: kind.id, field: id })
  return field
}
/** The role of a kind; a rule that names one that is not there is a fault of the definition. */
export function roleOf(kind: RecordKind, id: string): EntityRole {
  const role = kind.roles.find((candidate) => candidate.role === id)
  if (role === undefined) throw new AppError('internal', `record kind ${kind.id} has no role ${id}`)
  return role
}
/** Whether any row has an entity in the role; kinds have many roles and most files fill few. */
export function roleInUse(db: Db, kind: RecordKind, role: string): boolean {
  const sql =
    roleOf(kind, role).multi === true
      ? `SELECT 1 FROM record_entities WHERE kind = ${literalText(kind.id)} AND role = ${literalText(role)} LIMIT 1`
      : `SELECT 1 FROM ${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role)} IS NOT NULL LIMIT 1`
  return db.prepare(sql).get() !== undefined
}
/** Whether rows of the kind stand in more than one sheet. Cost: the two ends of the index of sheets, however many rows there are. */
export function hasSeveralSheets(db: Db, kind: RecordKind): boolean {
  const table = recordTable(kind.id)
  return (
    db
      .prepare<[], number | null>(
        `SELECT (SELECT MIN(sheet_id) FROM ${table}) <> (SELECT MAX(sheet_id) FROM ${table})`,
      )
      .pluck()
      .get() === 1
  )
}
/** SQL of a column of a row: `r."amount"`. */
export function columnOf(alias: string, name: string): string {
  return `${alias}.${quotedName(name)}`
}
/** SQL of a single role's entity id. */
export function roleColumnOf(alias: string, role: string): string {
  return columnOf(alias, roleColumn(role))
}

/**
 * SQL that is true for a row which is a fact of its own and took effect: no duplicate of another row, not the counter-entry of one
 * transfer, not failed, not taking back what another row says. Sums, flows and measures are made of these rows.
 */
export function countedCondition(kind: RecordKind, alias: string): string {
  return `${alias}.duplicate_of IS NULL AND ${alias}.mirror_of IS NULL AND ${tookEffectCondition(kind, alias)} AND ${standsCondition(kind, alias)}`
}
/** SQL that is true unless all of the row takes another one back (`reversals.ts`); such a row is no fact of its own. */
export function standsCondition(kind: RecordKind, alias: string): string {
  return kind.reversal === undefined
    ? '1'
    : `(${alias}.reversal_of IS NULL OR ${alias}.taken_back IS NOT ${columnOf(alias, kind.reversal.amount)})`
}
/** SQL of how a row stands among the facts (`rowStandings`); `counted` is `countedCondition`. */
export function standingSql(kind: RecordKind, alias: string): string {
  const result = kind.resultField === undefined ? 'NULL' : columnOf(alias, kind.resultField)
  return `CASE WHEN ${alias}.duplicate_of IS NOT NULL THEN 'repeat' WHEN ${alias}.mirror_of IS NOT NULL THEN 'second-side' WHEN ${result} = 'failed' THEN 'failed' WHEN NOT (${tookEffectCondition(kind, alias)}) THEN 'unsettled' WHEN NOT (${standsCondition(kind, alias)}) THEN 'reversal' ELSE 'counted' END`
}
/** SQL of a field's value less what was taken back of it: refunds and reversals, where it is the amount they take back. */
export function netColumn(kind: RecordKind, field: string, alias: string): string {
  const value = columnOf(alias, field)
  return kind.reversal?.amount === field
    ? `CASE WHEN ${alias}.taken_back IS NULL THEN ${value} ELSE ${value} - ${alias}.taken_back END`
    : value
}
/** SQL that is true unless the row says it failed, or, where only what succeeded counts, is undecided; kinds without a result always took effect. */
export function tookEffectCondition(kind: RecordKind, alias: string): string {
  if (kind.resultField === undefined) return '1'
  const result = columnOf(alias, kind.resultField)
  return kind.onlySuccess === true
    ? `(${result} IS NULL OR ${result} = 'success')`
    : `${result} IS NOT 'failed'`
}

/** SQL that is true for a row whose amount is in another currency than yuan, or in one that is not known; null for kinds of yuan only. */
export function foreignCondition(kind: RecordKind, alias: string): string | null {
  if (kind.currency === undefined) return null
  const currency = columnOf(alias, kind.currency.field)
  return `(${currency} IS NOT NULL AND ${currency} <> ${literalText(yuan)})`
}
/** SQL of the currency a row's amount is in: yuan where nothing says another. */
export function currencyColumn(kind: RecordKind, alias: string): string {
  return kind.currency === undefined
    ? literalText(yuan)
    : `coalesce(${columnOf(alias, kind.currency.field)}, ${literalText(yuan)})`
}
/**
 * SQL that is true where the amounts of two rows are of one currency; 1 for kinds of yuan only. With `possible` also where one of them is of a
 * currency that is not known.
 */
export function sameCurrencyCondition(
  kind: RecordKind,
  one: string,
  other: string,
  possible: 'possible' | null = null,
): string {
  if (kind.currency === undefined) return '1'
  const unknown = [one, other].map(
    (alias) => `${currencyColumn(kind, alias)} = ${literalText(unknownCurrency)}`,
  )
  return `(${currencyColumn(kind, one)} = ${currencyColumn(kind, other)}${possible === null ? '' : ` OR ${unknown.join(' OR ')}`})`
}
/** SQL of a field's net value in yuan: null where the row's amounts are in another currency. For fields that are no money the value itself. */
export function yuanColumn(kind: RecordKind, field: string, alias: string): string {
  const foreign = foreignCondition(kind, alias)
  return foreign === null || fieldOf(kind, field).type !== 'money'
    ? columnOf(alias, field)
    : `CASE WHEN NOT ${foreign} THEN ${netColumn(kind, field, alias)} END`
}
