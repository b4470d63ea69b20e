/** What a damaged file throws. */
import { AppError } from '../../../shared/errors.ts'

/** SQLite came to a page that is none of its own. */
export function isDamage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    (String(error.code).startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
  )
}

/** What damage throws: SQLite, JSON and zlib, or the program's own word for it. */
export function isUnreadable(error: unknown): error is Error {
  if (error instanceof AppError) return error.code === 'case-damaged'
  return (
    isDamage(error) ||
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    (error instanceof Error &&
      'code' in error &&
      (String(error.code).startsWith('Z_') || error.code === 'SQLITE_ERROR'))
  )
}
