/** SQL of what rows are grouped by. */
import type { GroupKey } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { fieldColumnType } from '../store/recordTables.ts'
import { columnOf, fieldOf } from './evidence.ts'

const unitLength = { year: 4, month: 7, day: 10 } as const
/** The value of a row's group; null for an empty cell. Errors: `field-not-found`, `invalid-arguments`. */
export function groupSql(kind: RecordKind, { field: id, unit }: GroupKey, alias: string): string {
  const field = fieldOf(kind, id)
  if (field.multi === true)
    throw new AppError('invalid-arguments', 'cells with several values cannot be grouped by', { field: id })
  const column = columnOf(alias, id)
  if (fieldColumnType(field) === 'INTEGER') return column
  return unit === undefined
    ? `NULLIF(${column}, '')`
    : `NULLIF(substr(${column}, 1, ${unitLength[unit]}), '')`
}
