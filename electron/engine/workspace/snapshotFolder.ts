/**
 * Where snapshots of cases lie: a folder a case, named by its id, and in it pairs of a case file and a note about it. The file takes its name when it
 * is whole and its note is written; a note alone, or a draft, is none.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { snapshotReasons } from '../../../shared/contract/caseSnapshots.ts'
import { readJson, writeAtomically } from '../store/atomicFile.ts'
import { sweepDrafts } from '../store/drafts.ts'

const hex = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${length}}$`, 'u')))
const storedNote = v.object({
  at: v.string(),
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: hex(64),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Null where there was no time to read what was copied. */
  sha256: v.nullable(hex(64)),
  /** The salt an encrypted file begins with: it tells whether the present file has the same passphrase. */
  salt: v.nullable(hex(32)),
  /** Null for an encrypted case that is not to be told of here. */
  name: v.nullable(v.string()),
  fileName: v.nullable(v.string()),
  program: v.string(),
  /** The place of the file it is a copy of, as the list of cases names it; missing in notes of earlier versions. */
  of: v.optional(hex(32)),
})
export type SnapshotNote = Readonly<v.InferOutput<typeof storedNote>>
const storedSkip = v.object({ at: v.string(), reason: v.picklist(snapshotReasons), size: v.number() })
export type SnapshotSkip = Readonly<v.InferOutput<typeof storedSkip>>

export interface FoundSnapshot {
  /** By which a page names it. */
  readonly ref: string
  readonly caseId: string
  readonly path: string
  readonly note: SnapshotNote
  /** Bytes it has now. */
  readonly size: number
}
const caseIds = /^[0-9a-f]{32}$/u
const fileNames = /^\d{8}-\d{6}-\d+\.lzcase$/u
const skipName = 'skipped.json'

export const snapshotFolderOf = (root: string, caseId: string): string | null =>
  // The id stands in the case file, which anybody may have made.
  caseIds.test(caseId) ? join(root, caseId) : null
/** `20261130-221500-123.lzcase` for a case that was closed then with so many rows in its log. */
export function snapshotName(at: string, seq: number): string {
  return `${at.replaceAll(/[-:]/gu, '').slice(0, 15).replace(/[T ]/u, '-')}-${seq}.lzcase`
}
const noteOf = (path: string): string => path.replace(/\.lzcase$/u, '.json')

/** Those of a case, the newest first. */
export function snapshotsOf(root: string, caseId: string): readonly FoundSnapshot[] {
  const folder = snapshotFolderOf(root, caseId)
  if (folder === null) return []
  return namesIn(folder)
    .filter((name) => fileNames.test(name))
    .flatMap((name): readonly FoundSnapshot[] => {
      const path = join(folder, name)
      const note = v.safeParse(storedNote, readJson(noteOf(path)))
      const size = statSync(path, { throwIfNoEntry: false })?.size
      if (!note.success || size === undefined) return []
      const ref = createHash('sha256').update(`${caseId}/${name}`).digest('hex').slice(0, 32)
      return [{ ref, caseId, path, note: note.output, size }]
    })
    .sort((one, other) => other.note.at.localeCompare(one.note.at) || other.path.localeCompare(one.path))
}
/** Ids of the cases that have any, or a word about why not. */
export function snapshotCases(root: string): readonly string[] {
  return namesIn(root).filter((name) => caseIds.test(name))
}
export const allSnapshots = (root: string): readonly FoundSnapshot[] =>
  snapshotCases(root).flatMap((caseId) => snapshotsOf(root, caseId))

/** Written before the file takes its name. */
export function writeNote(path: string, note: SnapshotNote): void {
  writeAtomically(noteOf(path), `${JSON.stringify(note)}\n`)
}
export function removeSnapshot({ path }: Pick<FoundSnapshot, 'path'>): void {
  rmSync(path, { force: true })
  rmSync(noteOf(path), { force: true })
}
/**
 * Those that go with the file of this place, and those that stay: a restored copy has the id of the case it came from, and snapshots of its own.
 * `others` are the places of other files that are still known, `twins` those of them that are known to hold the same case.
 */
export function snapshotsOfPlace(
  root: string,
  caseId: string,
  place: string,
  { others, twins }: { readonly others: ReadonlySet<string>; readonly twins: ReadonlySet<string> },
): { readonly own: readonly FoundSnapshot[]; readonly kept: readonly FoundSnapshot[] } {
  const all = snapshotsOf(root, caseId)
  const isOther = ({ note: { of } }: FoundSnapshot): boolean =>
    of === undefined ? twins.size > 0 : of !== place && (others.has(of) || twins.has(of))
  return { own: all.filter((found) => !isOther(found)), kept: all.filter(isOther) }
}
/** All of a case, its word about the last closing included. */
export function removeSnapshots(root: string, caseId: string): void {
  const folder = snapshotFolderOf(root, caseId)
  if (folder === null) return
  for (const found of snapshotsOf(root, caseId)) removeSnapshot(found)
  rmSync(join(folder, skipName), { force: true })
  removeEmpty(folder)
  removeEmpty(root)
}
/** Takes names off the notes of encrypted cases. Writes nothing where none stands there. */
export function untellSnapshots(root: string): void {
  for (const { path, note } of allSnapshots(root))
    if (note.salt !== null && (note.name !== null || note.fileName !== null))
      writeNote(path, { ...note, name: null, fileName: null })
}
/** Why the last closing of a case left no snapshot; null takes the word away. */
export function writeSkip(root: string, caseId: string, skip: SnapshotSkip | null): void {
  const folder = snapshotFolderOf(root, caseId)
  if (folder === null) return
  if (skip === null) rmSync(join(folder, skipName), { force: true })
  else writeAtomically(join(folder, skipName), `${JSON.stringify(skip)}\n`)
}
export function readSkip(root: string, caseId: string): SnapshotSkip | null {
  const folder = snapshotFolderOf(root, caseId)
  const parsed = folder === null ? null : v.safeParse(storedSkip, readJson(join(folder, skipName)))
  return parsed?.success === true ? parsed.output : null
}
/** What killed runs left: drafts, and notes whose file never took its name. */
export function sweepSnapshots(root: string): void {
  for (const caseId of snapshotCases(root)) {
    const folder = join(root, caseId)
    sweepDrafts(folder)
    for (const name of namesIn(folder)) {
      const path = join(folder, name)
      const stats = statSync(path, { throwIfNoEntry: false })
      const alone = /^\d{8}-\d{6}-\d+\.json$/u.test(name) && !existsSync(path.replace(/\.json$/u, '.lzcase'))
      // One that was just written may be somebody's at work.
      if (alone && stats !== undefined && Date.now() - stats.mtimeMs > 3_600_000)
        rmSync(path, { force: true })
    }
  }
}
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Something else lies in it.
  }
}
