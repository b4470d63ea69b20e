/** The cases of this machine: those in the cases folder and those on the recent list. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CaseListing } from '../../../shared/contract/workspace.ts'
import { isOpenHere } from '../store/caseFile.ts'
import { readEncryption } from '../store/caseFormat.ts'
import { mayBeHeld, readLockNote } from '../store/lockNote.ts'
import { caseRefOf, readRecent } from './recentCases.ts'
import { snapshotsOf, snapshotsOfPlace } from './snapshotFolder.ts'

/** Where cases are known to lie. */
export interface KnownPlaces {
  readonly casesFolder: string
  readonly settingsFolder: string
  readonly snapshotsFolder: string
  /** Paths of cases that were open since the program started: an encrypted one outside of the folder is written down nowhere. */
  readonly openedHere: ReadonlySet<string>
}
/** Where they lie: those opened here before, the last one first, then what else the folder holds. */
export function casePaths({ casesFolder, settingsFolder, openedHere }: KnownPlaces): readonly string[] {
  const real = existsSync(casesFolder) ? realpathSync(casesFolder) : casesFolder
  const here = existsSync(real)
    ? readdirSync(real)
        .filter((name) => /^[^.].*\.lzcase$/iu.test(name))
        .map((name) => join(real, name))
    : []
  const recent = readRecent(settingsFolder).flatMap(({ path }) => (path === null ? [] : [path]))
  return [...new Set([...recent, ...openedHere, ...here])]
}
/** Snapshots of a listed case: those that are its file's, and those of other files of the same case (a restored copy). */
export function snapshotsWith(
  places: KnownPlaces,
  caseRef: string,
): ReturnType<typeof snapshotsOfPlace> & { readonly caseId: string | null } {
  const recent = readRecent(places.settingsFolder)
  const caseId = recent.find((entry) => entry.caseRef === caseRef)?.caseId ?? null
  if (caseId === null) return { own: [], kept: [], caseId }
  const elsewhere = (refs: readonly string[]) => new Set(refs.filter((ref) => ref !== caseRef))
  return {
    caseId,
    ...snapshotsOfPlace(places.snapshotsFolder, caseId, caseRef, {
      others: elsewhere(
        casePaths(places)
          .filter((path) => existsSync(path))
          .map(caseRefOf),
      ),
      twins: elsewhere(recent.filter((entry) => entry.caseId === caseId).map((entry) => entry.caseRef)),
    }),
  }
}
/** What a page is told of each, the last opened first. */
export function listCases(places: KnownPlaces): readonly CaseListing[] {
  const recent = new Map(readRecent(places.settingsFolder).map((entry) => [entry.caseRef, entry]))
  const listings = casePaths(places).map((path): CaseListing => {
    const known = recent.get(caseRefOf(path))
    const stat = statSync(path, { throwIfNoEntry: false })
    const note = stat === undefined ? null : readLockNote(path)
    const held = isOpenHere(path) || (note !== null && mayBeHeld(note))
    return {
      caseRef: caseRefOf(path),
      fileName: basename(path),
      name: known?.name ?? null,
      encrypted: known?.encrypted ?? isEncrypted(path),
      size: stat?.size ?? 0,
      openedAt: known?.openedAt ?? null,
      present: stat !== undefined,
      snapshots: known === undefined ? 0 : snapshotsOf(places.snapshotsFolder, known.caseId).length,
      ownSnapshots: known === undefined ? 0 : snapshotsWith(places, caseRefOf(path)).own.length,
      lockedBy: held ? (note === null ? '' : `${note.operator} @ ${note.host}`) : null,
    }
  })
  return listings.sort(
    (one, other) =>
      (other.openedAt ?? '').localeCompare(one.openedAt ?? '') || one.fileName.localeCompare(other.fileName),
  )
}
/** Looks into a file that is not on the recent list. One that this process has open is never opened a second time: that would drop its locks. */
function isEncrypted(path: string): boolean {
  if (isOpenHere(path)) return false
  try {
    return readEncryption(path) !== null
  } catch {
    return false
  }
}
