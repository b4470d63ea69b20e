/** Files that leave: written to the engine's own folder, hashed, and recorded in the case. */
import { createHash } from 'node:crypto'
import type { ReportFile } from '../../../shared/contract/reports.ts'
import type { JobContext } from '../core/context.ts'
import { fill } from '../store/sealedFile.ts'
import { type GrantedFile, type OutputFile, piecesOf, withinBytes } from '../store/fileGrants.ts'

/** SHA-256 in lower-case hex and size of a granted file. */
export async function hashed(file: GrantedFile): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of piecesOf(file)) {
    hash.update(piece)
    size += piece.length
  }
  return { sha256: hash.digest('hex'), size }
}

/** Hash, size and entry in `reports` and the audit log of a finished report. A case that is open read-only keeps no entry. */
export async function recordReport(
  context: JobContext,
  file: GrantedFile,
  action: string,
  params: Readonly<Record<string, string | number | null>>,
): Promise<ReportFile> {
  const { sha256, size } = await hashed(file)
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

/** Writes a whole file at once. */
export function writeWhole(file: OutputFile, bytes: Uint8Array): void {
  fill(file.open(), [bytes])
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
