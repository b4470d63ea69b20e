/** Gathers converted rows into what goes over to the engine: flat lists, and of the columns only those that have held a value. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { NumberedEntity } from '../../../../shared/model/resolve.ts'
import { factHasher } from '../../records/factHash.ts'
import { BlockPacker } from '../../records/rowBlocks.ts'
import { marksText, withoutTrailingBlanks } from '../formats/cells.ts'
import type { NumberedResult } from './convertRows.ts'
import type { Batch, EntityTuple, IssueTuple, RoleTuple, StoredValue, UnrecordedTuple } from './batch.ts'

export class BatchBuilder {
  /** Null for rows of which none is a record. */
  private readonly kind: RecordKind | null
  private readonly index: number
  private readonly factOf: ReturnType<typeof factHasher>
  /** Of a role by its number in the kind: its number among all columns that the sheet may fill, behind those of the fields; -1 for one that may hold several. */
  private readonly roleColumns: readonly number[]
  /** Columns that have held a value, in the order they were met; they stay for the whole sheet. `places` finds them by their number. */
  private readonly columns: number[] = []
  private readonly places: (number | undefined)[] = []
  /** Entities passed on before; passing a few twice does no harm, so the memory is bounded. */
  private readonly told = new Set<number>()
  private readonly packer = new BlockPacker()
  private unrecorded: UnrecordedTuple[] = []
  private count = 0
  /** Record after record, each with the columns that are known so far. */
  private records: StoredValue[] = []
  private recordCount = 0
  private entities: EntityTuple[] = []
  private roles: RoleTuple[] = []
  private issues: IssueTuple[] = []
  constructor(kind: RecordKind | null, index: number, fields: readonly string[]) {
    this.kind = kind
    this.index = index
    this.factOf = kind === null ? () => null : factHasher(kind, fields)
    let next = fields.length
    this.roleColumns = (kind?.roles ?? []).map((role) => (role.multi === true ? -1 : next++))
  }

  /** Rows since the last batch. */
  get size(): number {
    return this.count
  }

  add(result: NumberedResult): void {
    const { raw, outcome, reason, values } = result
    let record = -1
    if (outcome === 'accepted' && values !== null && this.kind !== null) {
      record = this.recordCount
      this.addRecord(raw.row, values, result.entities)
    } else if (outcome !== 'accepted' && outcome !== 'duplicate')
      this.unrecorded.push([raw.row, outcome, reason])
    this.packer.add(raw.row, withoutTrailingBlanks(raw.cells), marksText(raw.marks))
    this.count += 1
    for (const { column, field, code, severity, raw: text } of result.remarks)
      this.issues.push([raw.row, record, field, column, code, severity, text])
  }

  private addRecord(
    row: number,
    values: NonNullable<NumberedResult['values']>,
    entities: NumberedResult['entities'],
  ): void {
    const record = this.recordCount
    this.recordCount += 1
    this.records.push(row, this.factOf(values))
    for (let column = 0; column < this.columns.length; column += 1) this.records.push(null)
    for (let number = 0; number < values.length; number += 1) {
      const value = values[number]
      if (value !== null && value !== undefined) this.store(number, value)
    }
    for (const entity of entities) {
      if (!entity.told) this.tell(entity)
      const number = this.roleColumns[entity.number] ?? -1
      if (number < 0) this.roles.push([record, entity.role, entity.entityId])
      else this.store(number, entity.entityId)
    }
  }
  private tell(entity: NumberedEntity): void {
    entity.told = true
    if (this.told.has(entity.entityId)) return
    if (this.told.size > 300_000) this.told.clear()
    this.told.add(entity.entityId)
    this.entities.push([
      entity.entityId,
      entity.entityKind,
      entity.key,
      entity.label,
      entity.nameOnly ? 1 : 0,
    ])
  }
  /** Into the record that was begun last. */
  private store(number: number, value: StoredValue): void {
    let place = this.places[number]
    if (place === undefined) {
      place = this.columns.push(number) + 1
      this.places[number] = place
      this.widen(place)
    }
    this.records[(this.recordCount - 1) * (this.columns.length + 2) + place] = value
  }
  /** Puts an empty value for a column met just now behind each record of the batch. */
  private widen(width: number): void {
    const wider: StoredValue[] = []
    for (let at = 0; at < this.records.length; at += width) {
      for (let column = at; column < at + width; column += 1) wider.push(this.records[column] ?? null)
      wider.push(null)
    }
    this.records = wider
  }

  /** The rows so far as one batch; the next one begins empty. */
  take(): Batch {
    const batch = {
      index: this.index,
      blocks: this.packer.take(),
      unrecorded: this.unrecorded,
      columns: [...this.columns],
      records: this.records,
      entities: this.entities,
      roles: this.roles,
      issues: this.issues,
    }
    this.unrecorded = []
    this.count = 0
    this.records = []
    this.recordCount = 0
    this.entities = []
    this.roles = []
    this.issues = []
    return batch
  }
}
