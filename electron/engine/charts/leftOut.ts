/**
 * What was put on a chart and not wholly. A chart keeps where its entities came from (neighbours of one, rows of a table); how many of those are
 * missing is counted each time it is asked, so that it is told as long as it is true: after an undo, more rows, or a merge too.
 */
import type { ChartLeftOut, ChartSource } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { QueryContext } from '../core/context.ts'
import { resolvedId } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { type CandidateSource, countCandidates, neighbourSource, rowSource } from './candidates.ts'
import { chartRow } from './chartRows.ts'
import { labelOf } from './labels.ts'
import { mergeSettings, readSettings } from './settings.ts'
import { standsOnChart } from './shownNodes.ts'

type Rows = QueryContext['rows']

/** The candidates of a source. Errors: those of its scope. */
export function sourceOf(db: Db, rows: Rows, source: ChartSource): CandidateSource {
  if (source.entityId !== undefined)
    return neighbourSource(resolvedId(db, source.entityId), source.linkKinds ?? null)
  if (source.scope !== undefined) return rowSource(db, rows(source.scope), source.recordIds ?? null)
  throw new AppError('invalid-arguments', 'a source names an entity or rows', {})
}
/** The chart's settings as they are kept, with a source that was put on it and not wholly. Of one entity all kinds of links asked for stand in one source. */
export function settingsWithSource(db: Db, chartId: number, source: ChartSource): string {
  const settings = readSettings(chartRow(db, chartId).settings)
  const same = settings.cut.find((known) => isSame(known, source))
  const kept = same === undefined ? source : joined(same, source)
  const cut = [...settings.cut.filter((known) => known !== same), kept]
  return JSON.stringify(mergeSettings(settings, { cut }))
}
function isSame(one: ChartSource, other: ChartSource): boolean {
  if (one.entityId !== undefined) return one.entityId === other.entityId
  return (
    JSON.stringify([one.scope, one.recordIds ?? null]) ===
    JSON.stringify([other.scope, other.recordIds ?? null])
  )
}
function joined(one: ChartSource, other: ChartSource): ChartSource {
  if (one.entityId === undefined) return other
  const { linkKinds: before } = one
  const { linkKinds: now } = other
  return {
    entityId: one.entityId,
    ...(before === undefined || now === undefined ? {} : { linkKinds: [...new Set([...before, ...now])] }),
  }
}
/** What of the chart's sources does not stand on it, most first; sources of which all does are left out. */
export function leftOutOf(db: Db, chartId: number, rows: Rows): readonly ChartLeftOut[] {
  const { cut } = readSettings(chartRow(db, chartId).settings)
  return cut
    .flatMap((source): readonly ChartLeftOut[] => {
      if (source.entityId !== undefined && !isOnChart(db, chartId, source.entityId)) return []
      const hidden = countOf(db, chartId, rows, source)
      if (hidden === 0) return []
      const { entityId, scope, ...rest } = source
      if (entityId !== undefined) {
        const seen = resolvedId(db, entityId)
        return [{ ...rest, entityId: seen, label: labelOf(db, seen) ?? '', hidden }]
      }
      return scope === undefined ? [] : [{ ...rest, scope, label: '', hidden }]
    })
    .toSorted((one, other) => (other.hidden ?? Infinity) - (one.hidden ?? Infinity))
}
function isOnChart(db: Db, chartId: number, entityId: number): boolean {
  return (
    db
      .prepare<[object], number>(`SELECT ${standsOnChart(db, '@entityId')}`)
      .pluck()
      .get({ chartId, entityId: resolvedId(db, entityId) }) === 1
  )
}
/** Null where the rows can no longer be asked for: their list or collision is gone. */
function countOf(db: Db, chartId: number, rows: Rows, source: ChartSource): number | null {
  try {
    return countCandidates(db, chartId, sourceOf(db, rows, source))
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return null
    throw error
  }
}
