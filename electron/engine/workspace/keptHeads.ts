/**
 * States of cases that this installation saw: one file a case in the settings folder, named by the case's id, one line a state, only ever
 * added to. An anchor outside of the case file, whatever the file is called and wherever it lies.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { AuditHead } from '../store/audit.ts'

const line = v.object({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  at: v.string(),
  /** Why it was kept. */
  why: v.picklist(['closed', 'report', 'asked']),
  /** The signed state as text; null while the key was locked. */
  code: v.nullable(v.string()),
})
export type KeptHead = Readonly<v.InferOutput<typeof line>>

const folderOf = (settingsFolder: string): string => join(settingsFolder, 'case-heads')
const fileOf = (settingsFolder: string, caseId: string): string =>
  join(folderOf(settingsFolder), `${caseId}.jsonl`)

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
  mkdirSync(folderOf(settingsFolder), { recursive: true, mode: 0o700 })
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
export type KnownHead = Pick<KeptHead, 'seq' | 'hash' | 'at'>
/** States that a log does not contain, the oldest first, each once; `contains` says whether it has a row. */
export function missingHeads(
  kept: readonly KnownHead[],
  contains: (head: AuditHead) => boolean,
): readonly KnownHead[] {
  return [...new Map(kept.map((head) => [`${head.seq} ${head.hash}`, head])).values()]
    .filter((head) => !contains(head))
    .sort((one, other) => one.seq - other.seq)
}
