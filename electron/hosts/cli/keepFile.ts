/** Lists and charts as files of the command line: the same formats and the same choice of what is masked as on the page. */
import { basename, join, resolve } from 'node:path'
import type { ReportRedaction } from '../../../shared/contract/reports.ts'
import { redactions } from '../../../shared/model/redactions.ts'
import type { CommandContext } from './command.ts'
import { AppError } from '../../../shared/errors.ts'
import { asKnownFailure, copyOut, makeFolder } from '../../engine/index.ts'
import { among } from './inWords.ts'

export const redactOption = {
  value: 'WHAT',
  help: 'what to mask: none, numbers (documents, phones, accounts), all (and names of persons)',
} as const
/** Options of a command that can write what it shows. */
export const fileOptions = {
  out: { value: 'FOLDER', help: 'write the whole list as a file there; made when it is not there' },
  format: { value: 'FORMAT', help: 'xlsx or csv, with --out (xlsx)' },
  redact: redactOption,
} as const
export interface FileAsked {
  readonly folder: string
  readonly format: 'xlsx' | 'csv'
  readonly redact: ReportRedaction
}
/** The file that was asked for; null without --out. Errors: usage. */
export function fileAsked({ given }: CommandContext): FileAsked | null {
  const folder = given.text('out')
  return folder === undefined
    ? null
    : {
        folder,
        format: among('--format', ['xlsx', 'csv'], given.text('format') ?? 'xlsx'),
        redact: redactAsked(given),
      }
}
/** What is to be masked. Errors: usage. */
export function redactAsked(given: CommandContext['given']): ReportRedaction {
  return among('--redact', redactions, given.text('redact') ?? 'none')
}
/** Moves a file of the engine into the folder, whole or not at all; its path there. */
export async function keepFile(
  { engine }: CommandContext,
  { fileId, fileName }: { readonly fileId: string; readonly fileName: string },
  folder: string,
): Promise<string> {
  try {
    makeFolder(folder, 0o777)
  } catch (error) {
    throw asUnwritable(error, folder)
  }
  const path = join(resolve(folder), basename(fileName))
  try {
    await copyOut(engine.files.get(fileId), path)
  } catch (error) {
    throw asUnwritable(error, folder)
  }
  engine.files.revoke(fileId)
  return path
}
/** What the file system says of a folder that a person named. */
function asUnwritable(error: unknown, folder: string): unknown {
  const known = asKnownFailure(error)
  if (known instanceof AppError)
    return known.code === 'place-refused' ? new AppError(known.code, known.message, { folder }) : known
  return error instanceof Error && 'code' in error
    ? new AppError('io-error', 'the file could not be written', { folder, cause: String(error.code) })
    : error
}
