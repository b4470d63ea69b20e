/** What stands behind lines of a list: the entities with tables and fields, the rows that state the values, the entities of many lines. */
import type { ListLineDetail } from '../../../shared/contract/collision.ts'
import { mostEdited } from '../../../shared/contract/edits.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { readEntities } from '../entities/entityRows.ts'
import { standingFor } from '../entities/factScopes.ts'
import { statedFields, statingRows } from '../entities/valueCells.ts'
import { type LineFilter, type ListResult, orderedLines, shownLines } from './list.ts'
import { ownersById, ownersOf } from './owners.ts'

const shownEntities = 100
/** Everything behind one line (from 1): its entities with tables and fields, and its cells. Errors: `invalid-arguments` for a line that is not there. */
export function lineDetail(
  db: Db,
  result: ListResult,
  line: number,
  model: readonly RecordKind[] = recordKinds,
): ListLineDetail {
  if (line > result.raws.length)
    throw new AppError('invalid-arguments', 'the list has no such line', { line })
  const index = line - 1
  const [shown] = shownLines(db, result, [index])
  if (shown === undefined) throw new AppError('invalid-arguments', 'the list has no such line', { line })
  const group = result.groups[result.groupOf[index] ?? -1]
  const hits = group?.hits.slice(0, shownEntities) ?? []
  const entities = readEntities(db, new Set(hits.map((hit) => hit.entityId)))
  const owners = ownersById(db, entities.keys())
  return {
    line: shown,
    stored: group?.stored ?? [],
    places: group === undefined ? [] : (result.places?.[result.groupOf[index] ?? -1] ?? []),
    entities: hits.flatMap((hit) => {
      const entity = entities.get(hit.entityId)
      return entity === undefined
        ? []
        : [
            {
              entity,
              owners: ownersOf(owners, [hit.entityId]),
              as: hit.as,
              records: hit.records,
              tables: statedRows(db, model, entity, hit.as, group?.stored ?? []),
            },
          ]
    }),
  }
}
/** Rows of the entity that state the value, by table and field. */
function statedRows(
  db: Db,
  model: readonly RecordKind[],
  entity: EntitySummary,
  as: string,
  stored: readonly string[],
): ListLineDetail['entities'][number]['tables'] {
  const { test, value } = standingFor(db, entity.entityId, 'entity')
  return statedFields(model, entity.kind, as, 'any').flatMap((found) => {
    const rows =
      db
        .prepare<[object], number>(`SELECT COUNT(*) FROM (${statingRows(found.kind, found, test)})`)
        .pluck()
        .get({ entity: value, stored: JSON.stringify(stored) }) ?? 0
    return rows === 0 ? [] : [{ kind: found.kind.id, field: found.field, rows }]
  })
}

/** Rows that state a found value of the lines under a filter, or of the given lines (from 1). Errors: `selection-too-large`. */
export function statingSheetRows(
  db: Db,
  result: ListResult,
  filter: LineFilter,
  lines: readonly number[] | undefined,
  model: readonly RecordKind[] = recordKinds,
): readonly { readonly sheetId: number; readonly row: number }[] {
  const chosen =
    lines === undefined
      ? [...orderedLines(db, result, filter, { sort: 'line', descending: false })]
      : lines.map((line) => line - 1)
  const rows = new Map<string, { readonly sheetId: number; readonly row: number }>()
  for (const index of new Set(chosen.map((line) => result.groupOf[line] ?? -1))) {
    const group = result.groups[index]
    if (group === undefined) continue
    const entities = readEntities(
      db,
      group.hits.map(({ entityId }) => entityId),
    )
    for (const hit of group.hits) {
      const entity = entities.get(hit.entityId)
      if (entity === undefined) continue
      const { test, value } = standingFor(db, entity.entityId, 'entity')
      for (const found of statedFields(model, entity.kind, hit.as, 'any')) {
        for (const { sheetId, row } of db
          .prepare<[object], { sheetId: number; row: number }>(
            `SELECT sheet_id AS sheetId, row FROM (${statingRows(found.kind, found, test)})`,
          )
          .iterate({ entity: value, stored: JSON.stringify(group.stored) })) {
          rows.set(`${sheetId}/${row}`, { sheetId, row })
          if (rows.size > mostEdited)
            throw new AppError('selection-too-large', 'more rows than one step may change', {
              most: mostEdited,
            })
        }
      }
    }
  }
  return [...rows.values()]
}
/** Entities of the lines under a filter, or of the given lines (from 1): those of most records first. */
export function listedEntities(
  db: Db,
  result: ListResult,
  filter: LineFilter,
  lines: readonly number[] | undefined,
): readonly number[] {
  const chosen =
    lines === undefined
      ? [...orderedLines(db, result, filter, { sort: 'line', descending: false })]
      : lines.map((line) => line - 1)
  const records = new Map<number, number>()
  for (const group of new Set(chosen.map((line) => result.groupOf[line] ?? -1))) {
    for (const hit of result.groups[group]?.hits ?? [])
      records.set(hit.entityId, Math.max(records.get(hit.entityId) ?? 0, hit.records))
  }
  return [...records]
    .sort(([one, many], [other, more]) => more - many || one - other)
    .map(([entityId]) => entityId)
}
