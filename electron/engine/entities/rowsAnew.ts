/** Which entities each row of a kind names by the rules of today, and its hash as a fact, beside what is kept of it. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { type NumberedEntity, resolverOf, sheetMark } from '../../../shared/model/resolve.ts'
import { columnOf } from '../records/evidence.ts'
import { coreOf, factHasher } from '../records/factHash.ts'
import type { Db } from '../store/db.ts'
import { recordTable, roleColumn } from '../store/recordTables.ts'
import { saidNumbers } from './numberClaims.ts'

export type CellValue = string | number | null
export interface RowAnew {
  readonly recordId: number
  readonly sheetId: number
  readonly row: number
  /** Hash and single roles as they are kept, in the order of `EntitiesByRule.kept`. */
  readonly kept: readonly CellValue[]
  /** The same as the rules give them. */
  readonly now: readonly CellValue[]
  readonly entities: readonly NumberedEntity[]
}
const portion = 5_000

/** What the rules make of a row's values. */
export class EntitiesByRule {
  /** The fields whose values it is given, in this order. */
  readonly fields: readonly string[]
  /** Columns that keep what it finds: the hash, then one a single role. */
  readonly kept: readonly string[]
  /** Roles whose entities stand in a table of their own. */
  readonly multi: readonly string[]
  private readonly db: Db
  /** Where the entity of a role stands in `kept`, by the number of the role; -1 for one of `multi`. */
  private readonly placeOf: readonly number[]
  private readonly entitiesOf: ReturnType<typeof resolverOf>
  private readonly factOf: ReturnType<typeof factHasher>
  private readonly marks = new Map<number, string>()
  constructor(db: Db, kind: RecordKind) {
    this.db = db
    const fields = fieldsRead(kind)
    this.fields = fields
    const single = kind.roles.filter((role) => role.multi !== true)
    this.multi = kind.roles.filter((role) => role.multi === true).map(({ role }) => role)
    this.placeOf = kind.roles.map((role) => (role.multi === true ? -1 : single.indexOf(role) + 1))
    this.kept = ['fact', ...single.map(({ role }) => roleColumn(role))]
    this.entitiesOf = resolverOf(kind, fields, saidNumbers(db))
    this.factOf = factHasher(kind, fields)
  }
  /** The kept columns as the rules give them, and the entities. */
  of(
    values: readonly CellValue[],
    sheetId: number,
    row: number,
  ): { readonly now: readonly CellValue[]; readonly entities: readonly NumberedEntity[] } {
    const entities = this.entitiesOf(values, { sheet: this.markOf(sheetId), row })
    const now: CellValue[] = [this.factOf(values)]
    while (now.length < this.kept.length) now.push(null)
    for (const { number, entityId } of entities) {
      const place = this.placeOf[number] ?? -1
      if (place > 0) now[place] = entityId
    }
    return { now, entities }
  }
  private markOf(sheetId: number): string {
    let mark = this.marks.get(sheetId)
    if (mark === undefined) {
      const sheet = this.db
        .prepare<[number], { sha256: string; idx: number }>(
          'SELECT sha256, idx FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
        )
        .get(sheetId)
      this.marks.set(sheetId, (mark = sheetMark(sheet?.sha256 ?? '', sheet?.idx ?? sheetId)))
    }
    return mark
  }
}

/** The rows of a kind, a portion at a time, by record id. */
export class RowsAnew {
  readonly rule: EntitiesByRule
  /** The last record that was looked at. */
  after = 0
  private readonly read
  constructor(db: Db, kind: RecordKind) {
    this.rule = new EntitiesByRule(db, kind)
    const { kept, fields } = this.rule
    this.read = db
      .prepare<[number], CellValue[]>(
        `SELECT ${['record_id', 'sheet_id', 'row', ...kept, ...fields].map((name) => columnOf('r', name)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.record_id > ? ORDER BY r.record_id LIMIT ${portion}`,
      )
      .raw()
  }
  /** How many rows were looked at; 0 at the end. */
  next(take: (row: RowAnew) => void): number {
    const rows = this.read.all(this.after)
    const width = this.rule.kept.length
    for (const cells of rows) {
      const [recordId, sheetId, row] = cells as [number, number, number]
      const { now, entities } = this.rule.of(cells.slice(width + 3), sheetId, row)
      take({ recordId, sheetId, row, kept: cells.slice(3, width + 3), now, entities })
      this.after = recordId
    }
    return rows.length
  }
}
/** Every field that says who a row names or which fact it states. */
function fieldsRead(kind: RecordKind): readonly string[] {
  return [
    ...new Set([
      ...kind.roles.flatMap((role) => [
        ...role.keys.flatMap(({ fields, site, said }) => [
          ...fields,
          ...(site === undefined ? [] : [site]),
          ...(said?.fields ?? []),
          ...(said?.needs.flat() ?? []),
        ]),
        ...(role.label === undefined ? [] : [role.label]),
        ...(role.only === undefined ? [] : [role.only.field]),
      ]),
      ...coreOf(kind).flat(),
      ...(kind.sameFact ?? []),
      ...(kind.sameFactNeeds ?? []),
    ]),
  ]
}
