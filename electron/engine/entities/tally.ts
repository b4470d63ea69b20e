/** Counting in memory what a million rows say of a hundred thousand entities. Entities are numbered once; the first value of each is kept apart, since most say one thing. */

/** A statement of a role's row about its entity: an identifier kind or, for an attribute, the record kind. */
export interface Statement {
  readonly attribute: 0 | 1
  readonly kind: string
  readonly field: string
}
export interface EntityTally {
  readonly entityId: number
  readonly records: number
  readonly stated: readonly (readonly [statement: Statement, value: string, count: number])[]
}

/** How often each value was stated, by entity number. */
export class StatedValues {
  readonly statement: Statement
  private readonly first: (string | undefined)[] = []
  private readonly firstCount: number[] = []
  private readonly others = new Map<number, Map<string, number>>()
  constructor(statement: Statement) {
    this.statement = statement
  }
  count(entity: number, value: string): void {
    const first = this.first[entity]
    if (first === undefined) {
      this.first[entity] = value
      this.firstCount[entity] = 1
    } else if (first === value) this.firstCount[entity] = (this.firstCount[entity] ?? 0) + 1
    else {
      const values = this.others.get(entity) ?? new Map<string, number>()
      this.others.set(entity, values)
      values.set(value, (values.get(value) ?? 0) + 1)
    }
  }
  *of(entity: number): Generator<readonly [statement: Statement, value: string, count: number]> {
    const first = this.first[entity]
    if (first === undefined) return
    yield [this.statement, first, this.firstCount[entity] ?? 0]
    for (const [value, count] of this.others.get(entity) ?? []) yield [this.statement, value, count]
  }
}

/** Numbers of ids, by open addressing: a map has to box each id of 53 bits. */
class IdNumbers {
  private slots = new Int32Array(1 << 10)
  private readonly ids: number[]
  private readonly halves = new Uint32Array(2)
  private readonly whole = new Float64Array(this.halves.buffer)
  /** `ids`: the id of each number; ids that are met are added to it. */
  constructor(ids: number[]) {
    this.ids = ids
  }
  /** The number of an id, which is given the next one where it has none. */
  of(id: number): number {
    for (let slot = this.spread(id); ; slot = (slot + 1) & (this.slots.length - 1)) {
      const number = (this.slots[slot] as number) - 1
      if (number >= 0 && this.ids[number] !== id) continue
      if (number >= 0) return number
      this.slots[slot] = this.ids.push(id)
      if (this.ids.length * 2 > this.slots.length) this.grow()
      return this.ids.length - 1
    }
  }
  private spread(id: number): number {
    this.whole[0] = id
    const mixed = Math.imul(
      (this.halves[0] as number) ^ Math.imul(this.halves[1] as number, 0x9e37_79b1),
      0x85eb_ca6b,
    )
    return (mixed ^ (mixed >>> 15)) & (this.slots.length - 1)
  }
  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    for (let number = 0; number < this.ids.length; number += 1) {
      let slot = this.spread(this.ids[number] as number)
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1)
      this.slots[slot] = number + 1
    }
  }
}

export class Tally {
  readonly entityIds: number[] = []
  private readonly numbers = new IdNumbers(this.entityIds)
  private readonly records: number[] = []
  private readonly statements = new Map<string, StatedValues>()
  numberOf(entityId: number): number {
    const number = this.numbers.of(entityId)
    if (number === this.records.length) this.records.push(0)
    return number
  }
  countRecord(entity: number): void {
    this.records[entity] = (this.records[entity] ?? 0) + 1
  }
  /** The counts of a statement; roles that state the same share them. */
  of(statement: Statement): StatedValues {
    const key = `${statement.attribute}/${statement.kind}/${statement.field}`
    const present = this.statements.get(key) ?? new StatedValues(statement)
    this.statements.set(key, present)
    return present
  }
  /** By ascending entity id: rows are written in the order of their tables, which is far quicker for a large import. */
  *byEntity(): Generator<EntityTally> {
    const order = this.entityIds
      .map((_, entity) => entity)
      .sort((left, right) => (this.entityIds[left] ?? 0) - (this.entityIds[right] ?? 0))
    for (const entity of order) {
      yield {
        entityId: this.entityIds[entity] ?? 0,
        records: this.records[entity] ?? 0,
        stated: [...this.statements.values()].flatMap((values) => [...values.of(entity)]),
      }
    }
  }
}
