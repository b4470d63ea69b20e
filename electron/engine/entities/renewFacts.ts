/**
 * Facts of a case that older rules derived are derived anew from its records: which entities each row names, which rows are the same fact,
 * pairs, links. What people added (edits, claims, pairings, charts) stays as it is and is applied to the new facts.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { factRules, factRulesSince } from '../../../shared/model/factRules.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { NumberedEntity } from '../../../shared/model/resolve.ts'
import { stepByStep } from '../core/stepByStep.ts'
import { literalText } from '../records/evidence.ts'
import { allRows } from '../records/selection.ts'
import { appendAudit } from '../store/audit.ts'
import { forgetAuditNotes, takeAuditNotes } from '../store/auditNotes.ts'
import { dropIndexes, manyRows } from '../store/bulkRows.ts'
import type { Author } from '../store/caseFile.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { deriveAnew } from '../store/derivedDigests.ts'
import { property, setProperty } from '../store/properties.ts'
import { quotedName, recordTable, tableName } from '../store/recordTables.ts'
import type { Steps } from '../store/steps.ts'
import { rebuildSteps, type RebuildStage } from './derive.ts'
import { entityInserter, type InsertEntity } from './insertEntities.ts'
import { type CellValue, RowsAnew } from './rowsAnew.ts'

/** By which rules the facts of the case were derived; 0 before rules had numbers. */
export function factRulesOf(db: Db): number {
  return Number(property(db, 'factRules') || 0)
}

export interface Renewing {
  progress(stage: string, done: number, total: number | null): void
  checkCancelled(): void
}
/**
 * Brings the facts of a case to the rules of this program, in one transaction with an audit row; does nothing when they are. To be called on
 * a connection that nobody else uses. Returns whether anything was done. Throws `cancelled`; the case is then as it was.
 */
export async function renewFacts(
  db: WriteDb,
  author: Author,
  { progress, checkCancelled }: Renewing,
  model: readonly RecordKind[] = recordKinds,
): Promise<boolean> {
  const from = factRulesOf(db)
  if (from >= factRules) return false
  const total = model.reduce((sum, kind) => sum + allRows(db, kind).count, 0)
  db.exec('BEGIN IMMEDIATE')
  forgetAuditNotes(db)
  try {
    if (total > 0) {
      deriveAnew(db)
      await stepByStep(
        rebuildSteps(db, resolveAnew(db, model), model),
        { checkCancelled },
        {
          pauseAfterMs: 60,
          onStep: (at) => {
            if (at !== undefined) progress(at.stage, at.done, at.total)
          },
        },
      )
      appendAudit(db, property(db, 'caseId'), {
        at: author.at,
        operator: author.operator,
        action: 'facts.renew',
        params: {
          program: author.program,
          from,
          to: factRules,
          rows: total,
          rules: factRulesSince(from)
            .map(({ id }) => id)
            .join(', '),
          ...takeAuditNotes(db),
        },
      })
    }
    setProperty(db, 'factRules', String(factRules))
    db.exec('COMMIT')
    return total > 0
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Finds anew which entities every row names, and its hash as a fact. Rows that say what they said are not written. */
export function* resolveAnew(db: WriteDb, model: readonly RecordKind[]): Steps<void, RebuildStage> {
  const total = model.reduce((sum, kind) => sum + allRows(db, kind).count, 0)
  const put = entityInserter(db)
  let done = 0
  for (const kind of model) {
    // What was entered by hand names its entities itself.
    if (kind.byHand !== undefined || allRows(db, kind).count === 0) continue
    const rows = new KindRows(db, kind, put)
    for (let count = rows.next(); count > 0; count = rows.next()) {
      done += count
      yield { stage: 'resolve', done, total }
    }
    yield* rows.finish()
  }
}

/** The rows of a kind, a portion at a time. */
class KindRows {
  private readonly db: WriteDb
  private readonly kind: RecordKind
  private readonly put: InsertEntity
  private readonly rows: RowsAnew
  private readonly write
  private readonly told = new Set<number>()
  private changed = 0
  private indexes: readonly string[] = []
  constructor(db: WriteDb, kind: RecordKind, put: InsertEntity) {
    this.db = db
    this.kind = kind
    this.put = put
    this.rows = new RowsAnew(db, kind)
    this.write = db.prepare(
      `UPDATE ${recordTable(kind.id)} SET ${this.rows.rule.kept.map((name) => `${quotedName(name)} = ?`).join(', ')} WHERE record_id = ?`,
    )
  }

  /** How many rows were looked at; 0 at the end. */
  next(): number {
    const first = this.rows.after
    const several = new Map<string, Set<string>>(this.rows.rule.multi.map((role) => [role, new Set()]))
    const count = this.rows.next((row) => {
      for (const entity of row.entities) {
        this.tell(entity)
        several.get(entity.role)?.add(`${row.recordId} ${entity.entityId}`)
      }
      if (row.now.some((value, index) => value !== row.kept[index])) this.change(row.now, row.recordId)
    })
    if (count > 0) for (const [role, wanted] of several) this.writeSeveral(role, wanted, first)
    return count
  }
  *finish(): Steps<void, RebuildStage> {
    for (const sql of this.indexes) {
      this.db.exec(sql)
      yield undefined
    }
  }

  private change(now: readonly CellValue[], recordId: number): void {
    // Indexes made over all rows cost a fraction of indexes kept up row by row.
    if (++this.changed === manyRows) this.indexes = dropIndexes(this.db, tableName(this.kind.id))
    this.write.run(...now, recordId)
  }
  private tell(entity: NumberedEntity): void {
    if (this.told.has(entity.entityId)) return
    if (this.told.size > 500_000) this.told.clear()
    this.told.add(entity.entityId)
    this.put(entity.entityId, entity.entityKind, entity.key, entity.label, entity.nameOnly ? 1 : 0)
  }
  private writeSeveral(role: string, wanted: ReadonlySet<string>, first: number): void {
    const where = `kind = ${literalText(this.kind.id)} AND role = ${literalText(role)} AND record_id > ? AND record_id <= ?`
    const present = this.db
      .prepare<[number, number], string>(
        `SELECT record_id || ' ' || entity_id FROM record_entities WHERE ${where}`,
      )
      .pluck()
      .all(first, this.rows.after)
    if (present.length === wanted.size && present.every((entry) => wanted.has(entry))) return
    this.db.prepare(`DELETE FROM record_entities WHERE ${where}`).run(first, this.rows.after)
    const insert = this.db.prepare(
      'INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)',
    )
    for (const entry of wanted) {
      const [recordId, entityId] = entry.split(' ').map(Number)
      insert.run(this.kind.id, role, recordId, entityId)
    }
  }
}
