/** Which places a case can stand at. */
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** SQLite takes 512 bytes of path with what it puts behind it, and a draft beside the case has 19 more than the case. */
const pathBytes = 480
/** File systems take 255 bytes of name; drafts and the lock note need some of them. */
const nameBytes = 215

/** Errors: `path-unfit` (details: reason, limit). */
export function refuseUnfit(path: string): void {
  const name = basename(path)
  const refuse = (reason: string, limit: number | null = null): never => {
    throw new AppError('path-unfit', 'a case cannot stand at this place', {
      reason,
      ...(limit === null ? {} : { bytes: limit }),
    })
  }
  if (Buffer.byteLength(path) > pathBytes) refuse('long-path', pathBytes)
  if (Buffer.byteLength(name) > nameBytes) refuse('long-name', nameBytes)
  // SQLite's binding takes them off and would open another file.
  if (path.trim() !== path) refuse('outer-space')
}
