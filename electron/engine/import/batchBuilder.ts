/** Gathers converted rows into what goes over to the engine: flat lists, and of the columns only those that have held a value. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { factHash } from '../records/factHash.ts'
import { BlockPacker } from '../records/rowBlocks.ts'
import { marksText, withoutTrailingBlanks } from './cells.ts'
import type { RowResult } from './convertRows.ts'
import type { Batch, EntityTuple, IssueTuple, RoleTuple, StoredValue, UnrecordedTuple } from './parserProtocol.ts'

export class BatchBuilder {
  /** Null for rows of which none is a record. */
  private readonly kind: RecordKind | null
  private readonly index: number
  /** Number of a field or a single role among all that the sheet may fill: what a batch calls its columns by. */
  private readonly fieldNumbers: ReadonlyMap<string, number>
  private readonly roleNumbers: ReadonlyMap<string, number>
  /** Columns that have held a value, in the order they were met; they stay for the whole sheet. `places` finds them by their number. */
  private readonly columns: number[] = []
  private readonly places: (number | undefined)[] = []
  /** Entities told before; a few told twice do no harm, so the memory is bounded. */
  private readonly told = new Set<number>()
  private readonly packer = new BlockPacker()
  private unrecorded: UnrecordedTuple[] = []
  private count = 0
  private records: StoredValue[][] = []
  private entities: EntityTuple[] = []
  private roles: RoleTuple[] = []
  private issues: IssueTuple[] = []
  constructor(kind: RecordKind | null, index: number, fields: readonly string[]) {
    this.kind = kind
    this.index = index
    this.fieldNumbers = new Map(fields.map((field, number) => [field, number]))
    const singles = (kind?.roles ?? []).filter((role) => role.multi !== true)
    this.roleNumbers = new Map(singles.map(({ role }, number) => [role, fields.length + number]))
  }

  /** Rows since the last batch. */
  get size(): number {
    return this.count
  }

  add(result: RowResult): void {
    const { raw, outcome, reason, values } = result
    let record = -1
    if (outcome === 'accepted' && values !== null && this.kind !== null) {
      record = this.records.length
      this.records.push(this.recordOf(this.kind, raw.row, values, result.entities, record))
    }
    else if (outcome !== 'accepted' && outcome !== 'duplicate') this.unrecorded.push([raw.row, outcome, reason])
    this.packer.add(raw.row, withoutTrailingBlanks(raw.cells), marksText(raw.marks))
    this.count += 1
    for (const { column, field, code, severity, raw: text } of result.remarks) this.issues.push([raw.row, record, field, column, code, severity, text])
  }

  private recordOf(kind: RecordKind, row: number, values: NonNullable<RowResult['values']>, entities: RowResult['entities'], record: number): StoredValue[] {
    const stored: StoredValue[] = [row, factHash(kind, (field) => values[field])]
    while (stored.length < this.columns.length + 2) stored.push(null)
    for (const field in values) {
      const value = values[field]
      const number = value === null || value === undefined ? undefined : this.fieldNumbers.get(field)
      if (value !== undefined && number !== undefined) this.store(stored, number, value)
    }
    for (const entity of entities) {
      if (!this.told.has(entity.entityId)) {
        if (this.told.size > 300_000) this.told.clear()
        this.told.add(entity.entityId)
        this.entities.push([entity.entityId, entity.entityKind, entity.key, entity.label, entity.nameOnly ? 1 : 0])
      }
      const number = this.roleNumbers.get(entity.role)
      if (number === undefined) this.roles.push([record, entity.role, entity.entityId])
      else this.store(stored, number, entity.entityId)
    }
    return stored
  }
  private store(stored: StoredValue[], number: number, value: StoredValue): void {
    let place = this.places[number]
    if (place === undefined) {
      place = this.columns.push(number) + 1
      this.places[number] = place
      stored.push(null)
    }
    stored[place] = value
  }

  /** The rows so far as one batch; the next one begins empty. */
  take(): Batch {
    const width = this.columns.length + 2
    const records: StoredValue[] = []
    for (const record of this.records) {
      for (const value of record) records.push(value)
      // A column met later in the batch is empty in the rows before.
      for (let missing = record.length; missing < width; missing += 1) records.push(null)
    }
    const batch = { index: this.index, blocks: this.packer.take(), unrecorded: this.unrecorded, columns: [...this.columns], records, entities: this.entities, roles: this.roles, issues: this.issues }
    this.unrecorded = []
    this.count = 0
    this.records = []
    this.entities = []
    this.roles = []
    this.issues = []
    return batch
  }
}
