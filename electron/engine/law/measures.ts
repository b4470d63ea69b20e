/** Every measure of the case, each with its rule and the rows behind it. */
import type { Measure } from '../../../shared/contract/analysis.ts'
import type { Db } from '../store/db.ts'
import { bettingMeasures } from './bettingMeasures.ts'
import { goodsMeasures } from './goodsMeasures.ts'
import { rowCount, type MeasureDefinition, type MeasureScope } from './measure.ts'
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
/** One measure now. */
export function readMeasure(db: Db, definition: MeasureDefinition): Measure {
  const { value, why } = definition.figure(db)
  const rows = definition.scopes.reduce((total, scope) => total + rowCount(db, scope), 0)
  return {
    id: definition.id,
    value,
    unit: definition.unit,
    rule: definition.rule,
    rows,
    kind: definition.scopes[0]?.kind ?? null,
    why,
  }
}
/** All measures; those for which nothing was imported have the value null and say why. */
export function listMeasures(db: Db): readonly Measure[] {
  return measureDefinitions.map((definition) => readMeasure(db, definition))
}
