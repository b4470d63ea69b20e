import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { readJson, writeAtomically } from '../store/atomicFile.ts'

const recentCase = v.object({
  path: v.string(),
  name: v.string(),
  encrypted: v.boolean(),
  openedAt: v.string(),
  caseId: v.string(),
  /** Where the audit log stood when the case was last closed here: an anchor outside the file. */
  audit: v.nullable(v.object({ seq: v.number(), hash: v.string() })),
})
export type RecentCase = Readonly<v.InferOutput<typeof recentCase>>
const stored = v.object({ cases: v.array(recentCase) })
const kept = 50

const fileOf = (folder: string): string => join(folder, 'recent-cases.json')

/** Cases opened here before, the last one first. */
export function readRecent(folder: string): readonly RecentCase[] {
  const parsed = v.safeParse(stored, readJson(fileOf(folder)))
  return parsed.success ? parsed.output.cases : []
}
/** Puts a case at the head of the list. */
export function rememberCase(folder: string, entry: RecentCase): void {
  save(folder, [entry, ...readRecent(folder).filter((other) => other.path !== entry.path)].slice(0, kept))
}
export function forgetCase(folder: string, caseRef: string): void {
  save(
    folder,
    readRecent(folder).filter((other) => caseRefOf(other.path) !== caseRef),
  )
}
/** The opaque name by which a page knows a path. */
export function caseRefOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}
function save(folder: string, cases: readonly RecentCase[]): void {
  writeAtomically(fileOf(folder), `${JSON.stringify({ cases }, null, 2)}\n`)
}
