/**
 * Copies of cases that were written from a snapshot and were not yet opened for work: their first opening says in their log what they are, which the
 * copy itself cannot before its passphrase is given.
 */
import { join } from 'node:path'
import * as v from 'valibot'
import type { AuditHead } from '../store/audit.ts'
import { readJson, writeAtomically } from '../store/atomicFile.ts'

const entry = v.object({
  /** The opaque name of the copy's path. */
  caseRef: v.string(),
  /** Where its log ends, and when the case was closed like that. */
  seq: v.number(),
  hash: v.string(),
  taken: v.string(),
  /** When the copy was written. */
  at: v.string(),
})
export type RestoredCase = Readonly<v.InferOutput<typeof entry>>
const stored = v.object({ copies: v.array(entry) })
const mostKept = 200

const fileOf = (folder: string): string => join(folder, 'restored-cases.json')
function read(folder: string): readonly RestoredCase[] {
  const parsed = v.safeParse(stored, readJson(fileOf(folder)))
  return parsed.success ? parsed.output.copies : []
}
function write(folder: string, copies: readonly RestoredCase[]): void {
  writeAtomically(fileOf(folder), `${JSON.stringify({ copies })}\n`)
}
export function noteRestored(folder: string, copy: RestoredCase): void {
  write(folder, [copy, ...read(folder).filter(({ caseRef }) => caseRef !== copy.caseRef)].slice(0, mostKept))
}
/** What is known of a file at this place whose log ends there; null for any other. */
export function restoredAt(folder: string, caseRef: string, head: AuditHead): RestoredCase | null {
  const found = read(folder).find((copy) => copy.caseRef === caseRef)
  return found?.seq === head.seq && found.hash === head.hash ? found : null
}
/** Its log says it now. */
export function settleRestored(folder: string, caseRef: string): void {
  write(
    folder,
    read(folder).filter((copy) => copy.caseRef !== caseRef),
  )
}
