import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { readJson, writeAtomically } from '../store/atomicFile.ts'

const recentCase = v.object({
  /** The opaque name of its path; missing in lists of earlier versions. */
  caseRef: v.optional(v.string()),
  /** Null for an encrypted case that is not to be told of here. */
  path: v.nullable(v.string()),
  name: v.nullable(v.string()),
  encrypted: v.boolean(),
  openedAt: v.string(),
  caseId: v.string(),
  /** Where the audit log stood when the case was last closed here: an anchor outside the file. */
  audit: v.nullable(v.object({ seq: v.number(), hash: v.string() })),
})
export type RecentCase = Readonly<v.InferOutput<typeof recentCase>> & { readonly caseRef: string }
const stored = v.object({ cases: v.array(recentCase) })
const kept = 50

const fileOf = (folder: string): string => join(folder, 'recent-cases.json')

/** Cases opened here before, the last one first. */
export function readRecent(folder: string): readonly RecentCase[] {
  const parsed = v.safeParse(stored, readJson(fileOf(folder)))
  if (!parsed.success) return []
  return parsed.output.cases.flatMap((entry) => {
    const caseRef = entry.caseRef ?? (entry.path === null ? undefined : caseRefOf(entry.path))
    return caseRef === undefined ? [] : [{ ...entry, caseRef }]
  })
}
/** Puts a case at the head of the list. `tell`: names and places of encrypted cases too. */
export function rememberCase(folder: string, entry: RecentCase, tell: boolean): void {
  const cases = [entry, ...readRecent(folder).filter((other) => other.caseRef !== entry.caseRef)]
  save(folder, (tell ? cases : cases.map(untold)).slice(0, kept))
}
/** Takes names and places of encrypted cases off the list. Writes nothing where none stands there. */
export function untellEncrypted(folder: string): void {
  const cases = readRecent(folder)
  if (cases.some(({ encrypted, path, name }) => encrypted && (path !== null || name !== null)))
    save(folder, cases.map(untold))
}
function untold(entry: RecentCase): RecentCase {
  return entry.encrypted ? { ...entry, path: null, name: null } : entry
}
export function forgetCase(folder: string, caseRef: string): void {
  save(
    folder,
    readRecent(folder).filter((other) => other.caseRef !== caseRef),
  )
}
/** The opaque name by which a page knows a path. */
export function caseRefOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}
function save(folder: string, cases: readonly RecentCase[]): void {
  writeAtomically(fileOf(folder), `${JSON.stringify({ cases }, null, 2)}\n`)
}
