/** Every measure of the case, each with its rule and the rows behind it. */
import type { Measure, MeasureAbout, MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue, scaledOf } from '../../../shared/model/figureValue.ts'
import { bigOf } from '../../../shared/model/minor.ts'
import type { Field } from '../../../shared/model/define.ts'
import type { Unit } from '../../../shared/words/units.ts'
import { fieldOf, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import { wholeCase, type Subject } from '../../../shared/model/subject.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { bettingMeasures } from './bettingMeasures.ts'
import { conflictRemark } from './conflictRemark.ts'
import { doubtRemarks } from './doubtRemarks.ts'
import { remarkTone, type RemarkTone } from '../../../shared/words/measureReasons.ts'
import { goodsMeasures } from './goodsMeasures.ts'
import { rejectedRows, unreadSheets } from './importFlaws.ts'
import { missingColumns } from './missingColumns.ts'
import {
  remark,
  rowCount,
  rowsWithin,
  settledScope,
  untold,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'
import { moneyMeasures } from './moneyMeasures.ts'
import { notPlaced, type Period } from './periods.ts'
import { seizureMeasures } from './seizureMeasures.ts'
import { unknownStates } from './unknownStates.ts'

export type { MeasureScope } from './measure.ts'

/** In the order in which they are listed. */
export const measureDefinitions: readonly MeasureDefinition[] = [
  ...seizureMeasures,
  ...goodsMeasures,
  ...moneyMeasures,
  ...bettingMeasures,
]
const byId: ReadonlyMap<string, MeasureDefinition> = new Map(
  measureDefinitions.map((definition) => [definition.id, definition]),
)

/** The rows behind a measure: SQL over the alias `r` of the kind's table, for the asked kind or the first one. Null: no such measure, or no rows of that kind behind it. */
export function measureScope(db: Db, id: string, kind?: string): MeasureScope | null {
  const scopes = byId.get(id)?.scopes ?? []
  const scope = kind === undefined ? scopes[0] : scopes.find((candidate) => candidate.kind === kind)
  return scope === undefined ? null : settledScope(db, scope)
}
/** The measure of an id; undefined when there is none. */
export function measureOf(id: string): MeasureDefinition | undefined {
  return byId.get(id)
}
function about({ id, nameZh, nameEn, unit, rule }: MeasureDefinition): MeasureAbout {
  return { id, nameZh, nameEn, unit, rule }
}

/** One measure now, within a subject. A subject the measure is not told of gives no figure and says so. */
export function readMeasure(db: Db, definition: MeasureDefinition, within: Subject = wholeCase): Measure {
  const kind = definition.scopes[0]?.kind ?? null
  if (within.kind !== 'case' && definition.subjects?.includes(within.kind) !== true)
    return { ...about(definition), ...untold('subject-unsupported'), rows: 0, kind }
  const rows = definition.scopes.reduce(
    (total, scope) => total + rowCount(db, rowsWithin(db, scope, within)),
    0,
  )
  const figure = definition.figure(db, within)
  // Without material of another kind there is no figure whichever row stands.
  const missing = figure.value === null && figure.why.some(({ reason }) => reason === 'no-material')
  const conflict = missing ? null : conflictRemark(db, definition, within, { value: figure.value, rows })
  const { value, why } = conflict === null ? figure : untold(conflict)
  const open = missing ? [] : doubtRemarks(db, definition, within, { value, rows })
  const bounds =
    figure.value === null || within.kind !== 'case' ? null : boundsRemark(db, definition, conflict !== null)
  const states = missing ? [] : unknownStates(db, definition, within)
  const said = [
    ...why,
    ...(bounds === null ? [] : [bounds]),
    ...(within.kind === 'period' && !missing ? partRemarks(db, definition, within) : []),
    ...states,
    ...open,
    ...importFlaws(db, definition),
  ].toSorted((one, other) => grave(one) - grave(other))
  return { ...about(definition), value, why: said, rows, kind }
}
/** What is to be said of a part of time: rows that cannot be placed, what is open and not divided, and that the rest is said of the whole case. */
function partRemarks(db: Db, definition: MeasureDefinition, period: Period): readonly MeasureRemark[] {
  const places = definition.scopes.map((scope) => {
    const settled = settledScope(db, scope)
    const { where, params } = notPlaced(scope.kind, period)
    return {
      kind: scope.kind,
      count: rowCount(db, {
        ...settled,
        where: `(${settled.where}) AND ${where}`,
        params: { ...settled.params, ...params },
      }),
    }
  })
  const undated = places.filter(({ count }) => count > 0)
  const open = definition.bounds?.(db) ?? null
  return [
    ...(undated.length === 0
      ? []
      : [
          remark('undated-rows', {
            count: undated.reduce((sum, { count }) => sum + count, 0),
            kinds: undated.map(({ kind }) => kind),
          }),
        ]),
    ...(open === null ? [] : [remark('open-not-divided', { count: open.decisions })]),
    remark('part-of-time'),
  ]
}
/** Between what a figure of several parts lies; null where nothing open moves it and it stands. */
function boundsRemark(db: Db, { bounds, unit }: MeasureDefinition, withheld: boolean): MeasureRemark | null {
  const ends = bounds?.(db) ?? null
  if (ends === null || (!withheld && bigOf(scaledOf(ends.low).scaled) === bigOf(scaledOf(ends.high).scaled)))
    return null
  const figures = [ends.low, ends.high].map((value) => ({ value, unit }))
  return remark('lies-within', { count: ends.decisions, figures })
}
const tones: readonly RemarkTone[] = ['withheld', 'warn', 'note']
const grave = (entry: MeasureRemark): number => tones.indexOf(remarkTone(entry))
/** What of the material behind a measure became no record: it is in no figure, and that is said. A kind of which nothing at all was taken in says so too. */
function importFlaws(db: Db, definition: MeasureDefinition): readonly MeasureRemark[] {
  const { scopes, reads = [], adds, unit } = definition
  const missing = missingColumns(db, definition)
  const kinds = [...new Set([...scopes, ...reads].map(({ kind }) => kind))]
  const unread = unreadSheets(db, kinds)
  const rejected = kinds.flatMap((kind, place): MeasureRemark[] => {
    const field = place === 0 && adds !== undefined ? fieldOf(kind, adds) : undefined
    const { count, sum } = rejectedRows(db, kind, field?.id ?? null)
    if (count === 0) return []
    return [remark('rejected-rows', { count, figures: sumIn(field, sum, unit), kinds: [kind] })]
  })
  return [
    ...(missing === null ? [] : [missing]),
    ...rejected,
    ...(unread.count === 0 ? [] : [remark('unread-sheets', { count: unread.count, names: unread.names })]),
  ]
}
/** A sum of a field as a figure of a remark; empty where it is not known. */
function sumIn(field: Field | undefined, sum: bigint | null, unit: Unit): MeasureRemark['figures'] {
  return sum === null || field === undefined
    ? []
    : [{ value: field.type === 'money' ? moneyValue(sum) : countValue(sum, scaleOf(field)), unit }]
}
/** All measures within a subject; those for which nothing was imported have the value null and say why. */
export function listMeasures(db: Db, within: Subject = wholeCase): readonly Measure[] {
  return measureDefinitions.map((definition) => readMeasure(db, definition, within))
}
/** All measures of the whole case, made once per state of its facts. */
export const readMeasures: (db: Db) => readonly Measure[] = oncePerState((db) => listMeasures(db))
