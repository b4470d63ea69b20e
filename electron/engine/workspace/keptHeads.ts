/**
 * States of cases that this installation saw: one file a case in the settings folder, named by the case's id, one line a state, only ever
 * added to. An anchor outside of the case file, whatever the file is called and wherever it lies.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { makeFolder } from '../store/atomicFile.ts'
import type { AuditHead } from '../store/audit.ts'

const line = v.object({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  at: v.string(),
  /** Why it was kept. */
  why: v.picklist(['closed', 'report', 'asked', 'restored']),
  /** The row of the log by which the case was last restored from a snapshot: cases of one id that went on apart are told apart by it. */
  branch: v.optional(v.nullable(v.string()), null),
  /** The signed state as text; null while the key was locked. */
  code: v.nullable(v.string()),
})
export type KeptHead = Readonly<v.InferOutput<typeof line>>

const folderOf = (settingsFolder: string): string => join(settingsFolder, 'case-heads')
/** The id stands in the case file, which anybody may have made: what is no id of ours names no path. */
const fileOf = (settingsFolder: string, caseId: string): string =>
  join(
    folderOf(settingsFolder),
    `${/^[0-9a-f]{32}$/u.test(caseId) ? caseId : createHash('sha256').update(caseId).digest('hex')}.jsonl`,
  )

/** The states kept of a case, in the order in which they were kept. A line that was cut by a crash is passed over. */
export function keptHeads(settingsFolder: string, caseId: string): readonly KeptHead[] {
  let text: string
  try {
    text = readFileSync(fileOf(settingsFolder, caseId), 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((written) => {
    try {
      const parsed = v.safeParse(line, JSON.parse(written))
      return parsed.success ? [parsed.output] : []
    } catch {
      return []
    }
  })
}
/** Adds a state; one that is kept already, signed or without anything to add, is not written again. Throws what the file system throws. */
export function keepHead(settingsFolder: string, caseId: string, head: KeptHead): void {
  const last = keptHeads(settingsFolder, caseId).findLast(
    ({ seq, hash }) => seq === head.seq && hash === head.hash,
  )
  if (last !== undefined && head.why === 'closed' && (last.code !== null || head.code === null)) return
  makeFolder(folderOf(settingsFolder))
  const file = openSync(fileOf(settingsFolder, caseId), 'a', 0o600)
  try {
    // Begun on a line of its own, whatever a crash left before it.
    writeSync(file, `\n${JSON.stringify(head)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
/** A state of which only so much is known. */
export type KnownHead = Pick<KeptHead, 'seq' | 'hash' | 'at'> & Partial<Pick<KeptHead, 'branch' | 'why'>>

/** A row of the log by which an older state was taken up again; without a hash while the copy was not yet opened for work. */
export interface Restored {
  readonly seq: number
  readonly hash: string | null
}
export interface HeadsInLog {
  /** States the log should contain and does not, the oldest first, each once. */
  readonly missing: readonly KnownHead[]
  /** Later states of the case from before it was restored here: they belong to the file it was restored from. */
  readonly leftBehind: readonly KnownHead[]
  /** The same, where the log says that it was restored but this installation did not do it. */
  readonly restoredElsewhere: readonly KnownHead[]
}
/**
 * What a log should contain of the states that were kept. `restored` are its own rows of restoring, in order; a state kept on a branch that this log
 * does not have (another copy that was restored) says nothing of it.
 */
export function headsInLog(
  kept: readonly KnownHead[],
  restored: readonly Restored[],
  contains: (head: AuditHead) => boolean,
): HeadsInLog {
  const branches: readonly (string | null)[] = [null, ...restored.map(({ hash }) => hash)]
  const ownDoing = new Set(kept.flatMap(({ why, hash }) => (why === 'restored' ? [hash] : [])))
  const found = { missing: [], leftBehind: [], restoredElsewhere: [] } as Record<
    keyof HeadsInLog,
    KnownHead[]
  >
  const once = [...new Map(kept.map((head) => [`${head.seq} ${head.hash}`, head])).values()]
  for (const head of once.sort((one, other) => one.seq - other.seq)) {
    const at = branches.indexOf(head.branch ?? null)
    if (at < 0 || contains(head)) continue
    const left = restored[at]
    if (left === undefined || head.seq < left.seq) found.missing.push(head)
    else if (left.hash === null || ownDoing.has(left.hash)) found.leftBehind.push(head)
    else found.restoredElsewhere.push(head)
  }
  return found
}
