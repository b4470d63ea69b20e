/** Files that leave: written to the engine's own folder, hashed, and recorded in the case. */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import type { ReportFile } from '../../../shared/contract/reports.ts'
import type { JobContext } from '../core/context.ts'
import { type GrantedFile, withinBytes } from '../store/fileGrants.ts'

/** SHA-256 of a file in lower-case hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Hash, size and entry in `reports` and the audit log of a finished report. A case that is open read-only keeps no entry. */
export async function recordReport(
  context: JobContext,
  file: GrantedFile,
  action: string,
  params: Readonly<Record<string, string | number | null>>,
): Promise<ReportFile> {
  const sha256 = await hashFile(file.path)
  const { size } = statSync(file.path)
  if (!context.workspace.info().readOnly) {
    context.write(
      { action, params: { file: file.fileName, sha256, size, ...params }, topics: ['history'] },
      (db) => {
        db.prepare('INSERT INTO reports (at, operator, file_name, sha256, size) VALUES (?, ?, ?, ?, ?)').run(
          context.at,
          context.operator,
          file.fileName,
          sha256,
          size,
        )
      },
    )
  }
  return { fileId: file.fileId, fileName: file.fileName, size, sha256 }
}

/** A name that somebody gave as a part of a file's name. */
export const fileWord = (name: string): string =>
  name.replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, '_').slice(0, 40)
/** Of a long name of a case so much stands in the names of its files. */
const caseBytes = 120
/** `案件_资金往来_20261123-101500.xlsx`: name of the case, what it is, when. */
export function outputName(caseName: string, what: string, at: string, extension: string): string {
  const name = withinBytes(caseName, caseBytes)
  return `${name === caseName ? name : `${name}…`}_${what}_${at.replaceAll(/[-:]/g, '').replace(' ', '-')}.${extension}`
}
