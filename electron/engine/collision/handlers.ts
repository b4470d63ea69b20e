import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { CasesCollision, collisionContract } from '../../../shared/contract/collision.ts'
import type { seriesContract } from '../../../shared/contract/series.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, JobContext } from '../core/context.ts'
import { tagSheetRows } from '../desk/marks.ts'
import { isOpenHere } from '../store/caseFile.ts'
import { readEncryption } from '../store/caseFormat.ts'
import { collideCases, orderedOverlaps, overlapGraph, pathOfCase, toldCases } from './cases.ts'
import { lookEverywhere } from './everywhere.ts'
import { exportCollision } from './exportFile.ts'
import { forgetKept, keepResult, listKept, runAgain, toldResult } from './kept.ts'
import { collideList, orderedLines, shownLines, toldList } from './list.ts'
import { lineDetail, listedEntities, statingSheetRows } from './listRows.ts'
import { heldResult, resultOf } from './results.ts'
import { lookAtSeries, readSeries } from './series.ts'
import { exportSeries } from './seriesExport.ts'
import { collideTables, orderedValues, toldTables } from './tables.ts'

export const seriesHandlers = {
  'series.look': (context, { cases }) => Promise.resolve(lookAtSeries(context, cases)),
  'series.read': (context, args) => readSeries(context, args),
  'series.export': exportSeries,
} satisfies HandlersFor<typeof seriesContract>
export const collisionHandlers = {
  'collision.list': async (context, { input, readAs }) => {
    const result = await collideList(context, input, readAs)
    return toldList(context.db(), result)
  },
  'collision.everywhere': async (context, { resultId }) => {
    const result = await lookEverywhere(context, resultOf(context.db(), resultId, 'list'))
    return toldList(context.db(), result)
  },
  'collision.lines': ({ db }, { resultId, filter, sort, descending, offset, limit }) => {
    const result = resultOf(db, resultId, 'list')
    const lines = orderedLines(db, result, filter, { sort, descending })
    return { total: lines.length, rows: shownLines(db, result, lines.subarray(offset, offset + limit)) }
  },
  'collision.line': ({ db }, { resultId, line }) => lineDetail(db, resultOf(db, resultId, 'list'), line),
  'collision.entities': ({ db }, { resultId, filter, lines, limit }) => {
    const entityIds = listedEntities(db, resultOf(db, resultId, 'list'), filter, lines)
    return { total: entityIds.length, entityIds: entityIds.slice(0, limit) }
  },
  'collision.tag': ({ db, at, operator, describe }, { resultId, filter, lines, tagId, on }) => {
    const { tag, rows } = tagSheetRows(
      { db, at, operator },
      statingSheetRows(db, resultOf(db, resultId, 'list'), filter, lines),
      tagId,
      on,
    )
    describe({ tag: tag.name, rows, on: on ? 1 : 0 })
    return { rows }
  },
  'collision.tables': async (context, sides) => {
    const result = await collideTables(context, sides)
    return toldTables(context.db(), result)
  },
  'collision.values': ({ db }, { resultId, filter, sort, descending, offset, limit }) => {
    const result = resultOf(db, resultId, 'tables')
    const order = orderedValues(result, filter, { sort, descending })
    return {
      total: order.length,
      rows: [...order.subarray(offset, offset + limit)].flatMap((index) => result.values[index] ?? []),
    }
  },
  'collision.lookAtCase': (context, which) => {
    const path = pathOfCase(context, which)
    // Looking into a file that is open here would drop its locks.
    if (isOpenHere(path))
      return Promise.reject(
        new AppError('case-locked', 'the case is open here', { file: basename(path), sameMachine: true }),
      )
    return Promise.resolve({
      fileName: basename(path),
      size: statSync(path).size,
      encrypted: readEncryption(path) !== null,
    })
  },
  'collision.cases': async (context, { cases, families }) => {
    const result = await collideCases(context, cases, families)
    const told = toldCases(context.db(), result)
    auditCases(context, told)
    return told
  },
  'collision.overlaps': ({ db }, { resultId, filter, sort, descending, offset, limit }) => {
    const overlaps = orderedOverlaps(resultOf(db, resultId, 'cases'), filter, { sort, descending })
    return { total: overlaps.length, rows: overlaps.slice(offset, offset + limit) }
  },
  'collision.graph': ({ db }, { resultId, filter, limit }) =>
    overlapGraph(resultOf(db, resultId, 'cases'), filter, limit),
  'collision.read': ({ db }, { resultId }) => toldResult(db, heldResult(db, resultId)),
  'collision.export': exportCollision,
  'collision.keep': (context, { resultId, name }) => keepResult(context, resultId, name),
  'collision.kept': ({ db }) => listKept(db),
  'collision.forget': (context, { keptId }) => forgetKept(context, keptId),
  'collision.again': async (context, args) => {
    const again = await runAgain(context, args)
    if (again.result.what === 'cases') auditCases(context, again.result)
    return again
  },
} satisfies HandlersFor<typeof collisionContract>

/** Which files were read, by name and hash, stands in the open case's audit log; what they hold does not. */
function auditCases(context: JobContext, { cases, counts, families }: CasesCollision): void {
  if (context.workspace.info().readOnly) return
  const others = cases.slice(1)
  context.write(
    {
      action: 'collision.cases',
      topics: ['history'],
      params: {
        cases: others.length,
        files: others.map((one) => `${one.name} [${one.fileName}] ${one.sha256 ?? ''}`).join('; '),
        families: families.join(','),
        overlaps: counts.overlaps,
      },
    },
    () => undefined,
  )
}
