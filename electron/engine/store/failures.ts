/** What a failure of SQLite or of the file system is to a person. */
import { AppError } from '../../../shared/errors.ts'

/**
 * The AppError for a thrown thing: disk full, damaged file, foreign lock and the like; anything unknown comes back as it is. What was thrown
 * stays its `cause`, for the diagnostics log.
 */
export function asKnownFailure(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown
  const known = knownFailure(thrown)
  if (known === null) return thrown
  known.cause = thrown
  return known
}
function knownFailure(thrown: Error): AppError | null {
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('disk-full', 'no space left on the disk')
  if (code === 'ENAMETOOLONG')
    return new AppError('path-unfit', 'the name is too long', { reason: 'long-name' })
  if (
    code.startsWith('SQLITE_IOERR') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'EIO' ||
    // A file system that takes no longer files, such as that of many memory sticks.
    code === 'EFBIG' ||
    code === 'ENXIO' ||
    code === 'ENODEV'
  )
    return new AppError('io-error', 'the disk reported an error', { cause: code })
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new AppError('case-damaged', 'a page of the case file is damaged', { cause: code })
  if (code.startsWith('SQLITE_READONLY'))
    return new AppError('case-read-only', 'the place cannot be written to')
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new AppError('case-locked', 'another program has the file open')
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new AppError('place-refused', 'the system does not allow this place')
  return null
}
