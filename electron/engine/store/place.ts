/** Whether an open case is still where it was opened: a file that is removed, moved or replaced while it is open takes every step without a word. */
import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** `gone`: nothing of this name is there; `replaced`: another file is; `shorter`: the same file was cut off; `log`: its log was taken away. */
export type Moved = 'gone' | 'replaced' | 'shorter' | 'log'

/**
 * Remembers a file that was just opened, and its log. Network disks may give a file another number each time it is asked for, so there only its
 * name is looked for.
 */
export function watchPlace(path: string, { local }: { readonly local: boolean }): () => Moved | null {
  const look = (name: string) => statSync(name, { bigint: true, throwIfNoEntry: false })
  const same = (one: ReturnType<typeof look>, other: ReturnType<typeof look>): boolean =>
    one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino
  const file = look(path)
  const log = look(`${path}-wal`)
  let size = file?.size ?? 0n
  return () => {
    const now = lookQuietly(path)
    if (now === undefined || !now.isFile()) return 'gone'
    if (!local) return null
    if (!same(now, file)) return 'replaced'
    // The main file of a case never gets shorter while it is open.
    if (now.size < size) return 'shorter'
    size = now.size
    return log === undefined || same(lookQuietly(`${path}-wal`), log) ? null : 'log'
  }
  /** A folder that cannot be looked into any more has no such file. */
  function lookQuietly(name: string): ReturnType<typeof look> {
    try {
      return look(name)
    } catch {
      return undefined
    }
  }
}

/** What tells the file from another one that takes its name; null where nothing does: on a network disk, or when there is none. */
export function fileMark(path: string, { local }: { readonly local: boolean }): string | null {
  if (!local) return null
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}
/** Throws `case-moved` when what is written would not stand where the case is looked for. */
export function refuseMoved({ path, moved }: { readonly path: string; moved(): Moved | null }): void {
  const how = moved()
  if (how !== null) throw movedError(path, how)
}
export function movedError(path: string, how: Moved): AppError {
  return new AppError('case-moved', 'the case file is no longer what was opened', {
    file: basename(path),
    folder: basename(dirname(path)),
    reason: `moved-${how}`,
  })
}
