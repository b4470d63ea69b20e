/** Findings that somebody must decide: numbers in conflict, rows of two sheets that may be one fact. Each with what hangs on it. */
import type { QualityFinding, QualityRow } from '../../../../shared/contract/quality.ts'
import { placeOf, yuan } from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { minorOf } from '../../../../shared/model/minor.ts'
import type { Db } from '../../store/db.ts'
import { conflictRange, conflictsOf } from '../../records/conflicts.ts'
import {
  columnOf,
  currencyColumn,
  fieldOf,
  literalText,
  tookEffectCondition,
} from '../../records/evidence.ts'
import { possibleMirrors } from '../../records/possibleMirrors.ts'
import { possibleRepeats } from '../../records/possibleRepeats.ts'
import { readOtherwise } from '../../records/readOtherwise.ts'
import { repeatedTotals } from '../../records/repeatedTotals.ts'
import { whyStands } from '../../records/whyStands.ts'
import { exactly, readSum } from '../../store/exactSum.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Place } from './accountFindings.ts'
import type { Steps } from './slices.ts'

export interface Undecided {
  readonly places: readonly Place[]
  readonly hangs: QualityFinding['hangs']
}
function summedFields(kind: RecordKind): readonly string[] {
  return kind.fields
    .filter(({ summed, id }) => summed === true || id === kind.amountField)
    .map(({ id }) => id)
}

/** Rows of the numbers whose rows contradict each other; the one that stands is told as such. */
export function conflictPlaces(db: Db, kind: RecordKind): Undecided {
  const places = conflictsOf(db, kind).flatMap(({ standing, rows, fields }) =>
    rows.map((recordId): Place => {
      const other = recordId === standing ? (rows[1] ?? standing) : standing
      return {
        recordId,
        entityId: null,
        values: {
          otherRecordId: other,
          differs: fields.join(','),
          stands: recordId === standing ? 'yes' : 'no',
        },
      }
    }),
  )
  if (places.length === 0) return { places, hangs: [] }
  const state = kind.contradicts?.once?.state
  // Where the state differs, the whole value hangs on it: a slip that is void has no stake.
  const live =
    state?.live === undefined
      ? ''
      : ` AND ${columnOf('r', state.field)} IN (${state.live.map((value) => `'${value}'`).join(', ')})`
  const counts = `${tookEffectCondition(kind, 'r')}${live}`
  const currencies = currenciesOf(
    db,
    kind,
    places.flatMap(({ recordId }) => recordId ?? []),
  )
  const hangs = summedFields(kind).flatMap((field) =>
    (isMoney(kind, field) ? currencies : [null]).flatMap((currency) => {
      const within =
        currency === null ? counts : `${counts} AND ${currencyColumn(kind, 'r')} = ${literalText(currency)}`
      const { less, more } = conflictRange(db, kind, field, within)
      return hanging(field, less + more, currency)
    }),
  )
  return { places, hangs }
}
/** By which rule the row that is counted stands before the other. */
export function reasonTold(
  db: Db,
  kind: RecordKind,
  recordId: number,
  other: number,
  stands: boolean,
): QualityRow['values'] {
  const reason = stands ? whyStands(db, kind, recordId, other) : whyStands(db, kind, other, recordId)
  if (reason.by !== 'export') return { reason: reason.by }
  return {
    reason: 'export',
    exported: reason.standing.at,
    exportedBy: reason.standing.from,
    otherExported: reason.other.at,
    otherExportedBy: reason.other.from,
  }
}
/** Rows that may repeat a row of another sheet. */
export function* possibleRepeatPlaces(db: Db, kind: RecordKind): Steps<Undecided> {
  const found = yield* possibleRepeats(db, kind)
  return {
    places: found.map(({ recordId, otherId, shift }): Place => ({
      recordId,
      entityId: null,
      values: { otherRecordId: otherId, ...(shift === undefined ? {} : { shift }) },
    })),
    hangs: sumsOf(
      db,
      kind,
      found.map(({ recordId }) => recordId),
    ),
  }
}
/** Rows of two sheets that hold the same and are read otherwise by what people settled. */
export function readOtherwisePlaces(db: Db, kind: RecordKind): Undecided {
  const found = readOtherwise(db, kind)
  return {
    places: found.map(({ recordId, otherId, twice }): Place => ({
      recordId,
      entityId: null,
      values: { otherRecordId: otherId, twice: twice ? 'yes' : 'no' },
    })),
    hangs: sumsOf(
      db,
      kind,
      found.map(({ recordId }) => recordId),
    ).filter(({ field }) => field === kind.amountField),
  }
}
/** Lines of orders that may repeat the order's total. */
export function repeatedTotalPlaces(db: Db, kind: RecordKind): Undecided {
  const found = kind.id === 'saleOrder' ? repeatedTotals(db) : []
  return {
    places: found.map(({ recordId, otherId }): Place => ({
      recordId,
      entityId: null,
      values: { otherRecordId: otherId },
    })),
    hangs: sumsOf(
      db,
      kind,
      found.map(({ recordId }) => recordId),
    ).filter(({ field }) => field === kind.amountField),
  }
}
/** Rows that may be the counter-entry of a row of another account. */
export function possibleMirrorPlaces(db: Db, kind: RecordKind): Undecided {
  const found = possibleMirrors(db, kind)
  return {
    places: found.map(({ payer, payee, seconds }): Place => ({
      recordId: payee,
      entityId: null,
      values: { otherRecordId: payer, seconds },
    })),
    hangs: sumsOf(
      db,
      kind,
      found.map(({ payee }) => payee),
    ).filter(({ field }) => field === kind.amountField),
  }
}
/** What the summed fields of these rows come to. */
export function sumsOf(db: Db, kind: RecordKind, recordIds: readonly number[]): QualityFinding['hangs'] {
  const fields = summedFields(kind)
  if (fields.length === 0 || recordIds.length === 0) return []
  const lines = exactly((sum) =>
    db
      .prepare<[string], [string, ...(string | null)[]]>(
        `SELECT ${currencyColumn(kind, 'r')}, ${fields.map((field) => sum(columnOf('r', field))).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(?)) GROUP BY 1`,
      )
      .raw()
      .all(JSON.stringify(recordIds)),
  ).toSorted(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
  const totalOf = (index: number): bigint =>
    lines.reduce((total, [, ...sums]) => total + (readSum(sums[index]) ?? 0n), 0n)
  return fields.flatMap((field, index) =>
    isMoney(kind, field)
      ? lines.flatMap(([currency, ...sums]) => hanging(field, readSum(sums[index]) ?? 0n, currency))
      : hanging(field, totalOf(index), null),
  )
}
const isMoney = (kind: RecordKind, field: string): boolean => fieldOf(kind, field).type === 'money'
/** What hangs on a finding in one currency; nothing for nothing. */
export function hanging(field: string, sum: bigint, currency: string | null): QualityFinding['hangs'] {
  if (sum === 0n) return []
  return [{ field, value: minorOf(sum), ...(currency === null || currency === yuan ? {} : { currency }) }]
}
/** The currencies of some rows, yuan first. */
function currenciesOf(db: Db, kind: RecordKind, recordIds: readonly number[]): readonly string[] {
  if (kind.currency === undefined) return [yuan]
  return db
    .prepare<[string], string>(
      `SELECT DISTINCT ${currencyColumn(kind, 'r')} FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(recordIds))
    .toSorted((one, other) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
}
