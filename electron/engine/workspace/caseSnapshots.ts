/** Snapshots of cases: a consistent copy of each of the last closings, in a folder of this installation, under the case's own passphrase. */
import { existsSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { SnapshotOutcome, SnapshotReason } from '../../../shared/contract/caseSnapshots.ts'
import { makeFolder } from '../store/atomicFile.ts'
import { AppError } from '../../../shared/errors.ts'
import { auditHead, containsHead } from '../store/audit.ts'
import { boundedCopy } from '../store/boundedCopy.ts'
import { type CaseFile, isLocal } from '../store/caseFile.ts'
import type { Db } from '../store/db.ts'
import { draftPath, syncFile } from '../store/drafts.ts'
import { asKnownFailure } from '../store/failures.ts'
import { property } from '../store/properties.ts'
import { caseRefOf } from './recentCases.ts'
import {
  allSnapshots,
  type FoundSnapshot,
  removeSnapshot,
  snapshotFolderOf,
  snapshotName,
  snapshotsOf,
  untellSnapshots,
  writeNote,
  writeSkip,
} from './snapshotFolder.ts'

/** How many are kept and how much of the disk they may take. */
export interface SnapshotRules {
  /** Closings of a case; 0: none. */
  readonly keeps: number
  /** All snapshots of all cases together. */
  readonly limitBytes: number
  /** So long closing may wait for a copy. */
  readonly milliseconds: number
  /** Whether names of encrypted cases are noted. */
  readonly tell: boolean
}
/** A case that is about to be closed. */
export interface ClosingCase {
  readonly file: CaseFile
  readonly db: Db
  readonly caseId: string
}
export interface KeptSnapshots {
  /** Where they lie. */
  readonly root: string
  rules(): SnapshotRules
  /** Copies a case that is about to be closed, when it has changed since its last snapshot. Nothing but closing may be done with it afterwards. */
  keep(target: ClosingCase): Promise<SnapshotOutcome>
  /** Takes away what would show an encrypted case in clear: copies from before it had a passphrase. Their number. Throws, after the others are gone, where one stays. */
  dropClear(caseId: string): number
}

/** Rows of the log that change nothing a person made. */
const quiet = ['workspace.open', 'workspace.openRecovered', 'clock.back']
/** Larger files take too long to be looked through at every closing. */
const checkedBytes = 64 * 1024 ** 2
/** So much of the disk is left free, the smaller of both. */
const leftFree = { bytes: 1024 ** 3, part: 0.05 }

export function createKeptSnapshots(
  root: string,
  rules: () => SnapshotRules,
  { now, program }: { now(): string; readonly program: string },
): KeptSnapshots {
  const told = (caseId: string, size: number, reason: SnapshotReason): SnapshotOutcome => {
    // Nothing is said again and again where nothing was to be done.
    quietly(() => {
      writeSkip(root, caseId, reason === 'unchanged' || reason === 'off' ? null : { at: now(), reason, size })
    })
    return { kept: false, reason }
  }
  return {
    root,
    rules,
    async keep(target) {
      const { file, db, caseId } = target
      const size = statSync(file.path, { throwIfNoEntry: false })?.size ?? 0
      const folder = snapshotFolderOf(root, caseId)
      const { keeps, limitBytes, milliseconds, tell } = rules()
      if (file.readOnly || folder === null) return { kept: false, reason: null }
      if (keeps === 0) return told(caseId, size, 'off')
      try {
        if (!hasChanged(root, db, caseId)) return told(caseId, size, 'unchanged')
        makeFolder(dirname(root))
        // Nothing is written there, not even why.
        if (!isLocal(root)) return { kept: false, reason: 'network' }
        if (!isLocal(file.path)) return told(caseId, size, 'network')
        makeFolder(folder)
        const head = auditHead(db)
        const at = now()
        const name = property(db, 'name')
        // The file may grow by what its log still holds.
        const reason = noRoomFor(root, folder, caseId, size, { keeps, limitBytes })
        if (reason !== null) return told(caseId, size, reason)
        // It would take the place of one from before the damage.
        if (size <= checkedBytes && db.pragma('integrity_check(1)', { simple: true }) !== 'ok')
          return told(caseId, size, 'damaged')
        if (!file.rest()) return told(caseId, size, 'unsettled')
        const path = join(folder, snapshotName(at, head.seq))
        const draft = draftPath(path)
        try {
          const before = marks(file.path)
          const copied = await boundedCopy(file.path, draft, { milliseconds })
          if (copied === null) return told(caseId, size, 'slow')
          if (marks(file.path) !== before) return told(caseId, size, 'unsettled')
          const encrypted = file.encryption !== null
          const names =
            tell || !encrypted ? { name, fileName: basename(file.path) } : { name: null, fileName: null }
          writeNote(path, {
            at,
            ...head,
            ...copied,
            salt: file.encryption?.salt.toString('hex') ?? null,
            ...names,
            program,
            of: caseRefOf(file.path),
          })
          renameSync(draft, path)
          syncFile(folder)
        } finally {
          rmSync(draft, { force: true })
        }
        roll(root, caseId, { path, at, of: caseRefOf(file.path) }, { keeps, limitBytes })
        writeSkip(root, caseId, null)
        return { kept: true, reason: null }
      } catch (error) {
        const known = asKnownFailure(error)
        if (!(error instanceof Error && 'syscall' in error) && !(known instanceof AppError)) throw error
        const code = known instanceof AppError ? known.code : null
        return told(
          caseId,
          size,
          code === 'disk-full' ? 'disk-full' : code === 'case-damaged' ? 'damaged' : 'failed',
        )
      }
    },
    dropClear(caseId) {
      const clear = snapshotsOf(root, caseId).filter(({ note }) => note.salt === null)
      const failed: unknown[] = []
      for (const found of clear)
        try {
          removeSnapshot(found)
        } catch (error) {
          failed.push(error)
        }
      quietly(() => {
        untellSnapshots(root)
      })
      if (failed.length > 0) throw asKnownFailure(failed[0])
      return clear.length
    },
  }
}
const marks = (path: string): string => {
  const { ino, size, mtimeNs } = statSync(path, { bigint: true })
  return `${ino} ${size} ${mtimeNs} ${existsSync(`${path}-wal`)} ${existsSync(`${path}-journal`)}`
}
/** What cannot be noted beside a case keeps nobody from closing it. */
function quietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}
/** Whether anything was done in the case since its newest snapshot, by its log and not by the clock; opening it is nothing. */
function hasChanged(root: string, db: Db, caseId: string): boolean {
  const seqs = snapshotsOf(root, caseId).flatMap(({ note }) => (containsHead(db, note) ? [note.seq] : []))
  if (seqs.length === 0) return true
  return (
    db
      .prepare<[number, ...string[]], number>(
        `SELECT 1 FROM audit WHERE seq > ? AND action NOT IN (${quiet.map(() => '?').join()}) LIMIT 1`,
      )
      .pluck()
      .get(Math.max(...seqs), ...quiet) !== undefined
  )
}
type Limits = Pick<SnapshotRules, 'keeps' | 'limitBytes'>
/** Own older copies make room for a new one, those of other cases do not. */
function noRoomFor(
  root: string,
  folder: string,
  caseId: string,
  size: number,
  { limitBytes }: Limits,
): SnapshotReason | null {
  if (size > limitBytes) return 'too-large'
  const others = allSnapshots(root).filter((found) => found.caseId !== caseId)
  if (others.reduce((sum, found) => sum + found.size, size) > limitBytes) return 'no-room'
  const disk = statfsSync(folder)
  const free = disk.bavail * disk.bsize
  return free - size < Math.min(leftFree.bytes, disk.blocks * disk.bsize * leftFree.part) ? 'disk-full' : null
}
/**
 * Takes away the oldest ones of a case file beyond their number, and beyond the limit of all. The one just written stays, whatever the clock said when the others were:
 * those of a time that is still to come go first.
 */
function roll(
  root: string,
  caseId: string,
  written: { readonly path: string; readonly at: string; readonly of: string },
  { keeps, limitBytes }: Limits,
): void {
  const age = (found: FoundSnapshot): number =>
    found.path === written.path ? 0 : found.note.at <= written.at ? 1 : 2
  // A copy that was restored closes for itself: it pushes out none of the file it came from.
  const own = snapshotsOf(root, caseId)
    .filter(({ note: { of } }) => of === undefined || of === written.of)
    .toSorted((one, other) => age(one) - age(other))
  while (own.length > keeps) removeLast(own)
  const total = (): number => allSnapshots(root).reduce((sum, found) => sum + found.size, 0)
  while (own.length > 1 && total() > limitBytes) removeLast(own)
}
function removeLast(own: FoundSnapshot[]): void {
  const last = own.pop()
  if (last !== undefined) removeSnapshot(last)
}
export const snapshotsFolderName = (root: string): string => join(basename(dirname(root)), basename(root))
