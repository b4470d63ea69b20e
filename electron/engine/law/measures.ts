/** Every measure of the case, each with its rule and the rows behind it. */
import type { Measure, MeasureAbout } from '../../../shared/contract/measures.ts'
import { wholeCase, type Subject } from '../../../shared/model/subject.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { bettingMeasures } from './bettingMeasures.ts'
import { goodsMeasures } from './goodsMeasures.ts'
import {
  isTooLarge,
  rowCount,
  rowsWithin,
  untold,
  type Figure,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'
import { moneyMeasures } from './moneyMeasures.ts'
import { seizureMeasures } from './seizureMeasures.ts'

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
export function measureScope(id: string, kind?: string): MeasureScope | null {
  const scopes = byId.get(id)?.scopes ?? []
  return (kind === undefined ? scopes[0] : scopes.find((scope) => scope.kind === kind)) ?? null
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
  const rows = definition.scopes.reduce((total, scope) => total + rowCount(db, rowsWithin(scope, within)), 0)
  return { ...about(definition), ...figureOf(db, definition, within), rows, kind }
}
function figureOf(db: Db, definition: MeasureDefinition, within: Subject): Figure {
  try {
    return definition.figure(db, within)
  } catch (error) {
    if (isTooLarge(error)) return untold('too-large')
    throw error
  }
}
/** All measures within a subject; those for which nothing was imported have the value null and say why. */
export function listMeasures(db: Db, within: Subject = wholeCase): readonly Measure[] {
  return measureDefinitions.map((definition) => readMeasure(db, definition, within))
}
/** All measures of the whole case, made once per state of its facts. */
export const readMeasures: (db: Db) => readonly Measure[] = oncePerState((db) => listMeasures(db))
