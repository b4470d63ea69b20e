/** Snapshots as people see and use them: listed, checked, written as a case of its own, taken away. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CaseSnapshots, SnapshotCheck, SnapshotList } from '../../../shared/contract/caseSnapshots.ts'
import { AppError } from '../../../shared/errors.ts'
import { makeFolder } from '../store/atomicFile.ts'
import { auditHead, verifyAudit } from '../store/audit.ts'
import { boundedCopy } from '../store/boundedCopy.ts'
import { type Author, isOpenHere, openCaseFile } from '../store/caseFile.ts'
import { readEncryption } from '../store/caseFormat.ts'
import { draftPath, syncFile } from '../store/drafts.ts'
import { asKnownFailure } from '../store/failures.ts'
import { withinBytes } from '../store/fileGrants.ts'
import { placeWithoutReplacing } from '../store/newCaseFile.ts'
import { property } from '../store/properties.ts'
import { casePaths, type KnownPlaces, snapshotsWith } from './caseList.ts'
import { type KeptSnapshots, snapshotsFolderName } from './caseSnapshots.ts'
import { caseRefOf, readRecent } from './recentCases.ts'
import { noteRestored } from './restoredCases.ts'
import {
  allSnapshots,
  type FoundSnapshot,
  readSkip,
  removeSnapshot,
  removeSnapshots,
  snapshotCases,
  snapshotsOf,
} from './snapshotFolder.ts'

export interface SnapshotAccess {
  /** Of one case, by the list or by where its file lies or lay; of all without either. */
  list(of: { readonly caseRef?: string | undefined; readonly path?: string | undefined }): SnapshotList
  check(ref: string): Promise<SnapshotCheck>
  /** `place`: where a person wants it; otherwise beside the present file, or in the folder of cases. */
  restore(
    ref: string,
    place: string | null,
  ): Promise<{ readonly caseRef: string; readonly fileName: string; readonly encrypted: boolean }>
  remove(ref: string): void
  /** Those of the file of a listed case; those of another file of the same case stay. */
  removeOf(caseRef: string): void
}
export function createSnapshotAccess(
  kept: KeptSnapshots,
  places: KnownPlaces & { readonly openedHere: Set<string> },
  { author, now }: { author(): Author; now(): string },
): SnapshotAccess {
  const { root } = kept
  const { settingsFolder, casesFolder } = places
  const find = (ref: string): FoundSnapshot => {
    const found = allSnapshots(root).find((each) => each.ref === ref)
    if (found === undefined) throw new AppError('copy-not-found', 'there is no such snapshot of a case')
    return found
  }
  const listCase = (caseId: string): CaseSnapshots => {
    const known = readRecent(settingsFolder).find((entry) => entry.caseId === caseId)
    const path = presentPath(places, caseId)
    const salt = path === null ? undefined : saltOf(path)
    const found = snapshotsOf(root, caseId)
    const named = found.find(({ note }) => note.name !== null)?.note
    return {
      caseId,
      name: known?.name ?? named?.name ?? null,
      fileName: path === null ? (named?.fileName ?? null) : basename(path),
      present: path !== null,
      snapshots: found.map(({ ref, note, size }) => ({
        snapshot: ref,
        at: note.at,
        seq: note.seq,
        hash: note.hash,
        size,
        encrypted: note.salt !== null,
        state: size === note.size ? 'whole' : 'cut',
        otherPassphrase: salt === undefined ? null : salt !== note.salt,
      })),
      skipped: readSkip(root, caseId),
    }
  }
  return {
    list({ caseRef, path }) {
      const wanted = caseRef ?? (path === undefined ? undefined : caseRefOf(realOf(path)))
      const known = readRecent(settingsFolder).find((entry) => entry.caseRef === wanted)
      const ids = wanted === undefined ? snapshotCases(root) : [known?.caseId ?? null]
      const { keeps, limitBytes } = kept.rules()
      return {
        keeps,
        limitBytes,
        bytes: allSnapshots(root).reduce((sum, { size }) => sum + size, 0),
        folder: snapshotsFolderName(root),
        cases: ids
          .flatMap((id) => (id === null ? [] : [listCase(id)]))
          .filter(({ snapshots, skipped }) => snapshots.length > 0 || skipped !== null)
          .sort((one, other) => (other.snapshots[0]?.at ?? '').localeCompare(one.snapshots[0]?.at ?? '')),
      }
    },
    async check(ref) {
      const found = find(ref)
      const bytes = await sameBytes(found)
      const content = found.note.salt === null ? await sameContent(found, author()) : null
      return { bytes, content, ok: bytes !== false && content !== false && found.size === found.note.size }
    },
    async restore(ref, place) {
      const found = find(ref)
      const target = place ?? freePlace(found, presentPath(places, found.caseId), casesFolder)
      if (existsSync(target))
        throw new AppError('case-exists', 'there is a file of this name already', { file: basename(target) })
      await writeCopy(found, target)
      const path = realpathSync(target)
      const { seq, hash, at, salt } = found.note
      noteRestored(settingsFolder, { caseRef: caseRefOf(path), seq, hash, taken: at, at: now() })
      places.openedHere.add(path)
      return { caseRef: caseRefOf(path), fileName: basename(path), encrypted: salt !== null }
    },
    remove(ref) {
      const found = find(ref)
      removeSnapshot(found)
      if (snapshotsOf(root, found.caseId).length === 0) removeSnapshots(root, found.caseId)
    },
    removeOf(caseRef) {
      const { caseId, own, kept: others } = snapshotsWith(places, caseRef)
      if (caseId === null) return
      if (others.length === 0) removeSnapshots(root, caseId)
      else for (const found of own) removeSnapshot(found)
    },
  }
}
/** Where the case lies that was last opened under this id; null when it is not there, or was told of nowhere. */
function presentPath(places: KnownPlaces, caseId: string): string | null {
  const recent = readRecent(places.settingsFolder)
  const paths = casePaths(places)
  for (const entry of recent) {
    if (entry.caseId !== caseId) continue
    const path = paths.find((each) => caseRefOf(each) === entry.caseRef)
    if (path !== undefined && existsSync(path)) return path
  }
  return null
}
function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // The file is gone; so it was called.
    return existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path
  }
}
/** Undefined where it cannot be told; null for an open file. One that this process has open is never opened a second time: that would drop its locks. */
function saltOf(path: string): string | null | undefined {
  if (isOpenHere(path)) return undefined
  try {
    return readEncryption(path)?.salt.toString('hex') ?? null
  } catch {
    return undefined
  }
}
/** Nobody waits with a closing case for it. */
const unhurried = 24 * 3_600_000

async function sameBytes({ path, note }: FoundSnapshot): Promise<boolean | null> {
  if (note.sha256 === null) return null
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece)
  } catch (error) {
    throw asKnownFailure(error)
  }
  return hash.digest('hex') === note.sha256
}
/** Every page, the chain of the log, and its last row. */
async function sameContent({ path, note, caseId }: FoundSnapshot, author: Author): Promise<boolean> {
  try {
    const file = await openCaseFile(path, {
      passphrase: null,
      readOnly: true,
      breakStaleLock: true,
      acceptIncomplete: false,
      olderToo: true,
      author,
    })
    try {
      const head = auditHead(file.db)
      return (
        file.db.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
        property(file.db, 'caseId') === caseId &&
        head.seq === note.seq &&
        head.hash === note.hash &&
        verifyAudit(file.db, caseId).firstBad === null
      )
    } finally {
      file.close()
    }
  } catch (error) {
    if (error instanceof AppError || asKnownFailure(error) instanceof AppError) return false
    throw error
  }
}
/** `案 @2026-11-30 22.15.lzcase` beside the present file; in the folder of cases when that is nowhere, or cannot be written to. */
function freePlace(found: FoundSnapshot, present: string | null, casesFolder: string): string {
  const known = present === null ? found.note.fileName : basename(present)
  const stem = withinBytes((known ?? `case-${found.caseId.slice(0, 8)}`).replace(/\.lzcase$/iu, ''), 150)
  const day = found.note.at.slice(0, 16).replaceAll(':', '.')
  const folder = present === null ? casesFolder : dirname(present)
  if (folder === casesFolder) makeFolder(folder)
  for (let number = 1; ; number += 1) {
    const target = join(folder, `${stem} @${day}${number === 1 ? '' : ` (${number})`}.lzcase`)
    if (!existsSync(target)) return target
  }
}
/** Whole and equal to what was copied, or not at all. */
async function writeCopy({ path, note }: FoundSnapshot, target: string): Promise<void> {
  const draft = draftPath(target)
  try {
    const copied = await boundedCopy(path, draft, { milliseconds: unhurried, share: false })
    const sha256 = copied?.sha256 ?? null
    if (statSync(draft).size !== note.size || (note.sha256 !== null && sha256 !== note.sha256))
      throw new AppError('case-damaged', 'the snapshot is no longer what was copied', {
        file: basename(path),
      })
    placeWithoutReplacing(draft, target)
    syncFile(dirname(target))
  } catch (error) {
    throw asKnownFailure(error)
  } finally {
    rmSync(draft, { force: true })
  }
}
