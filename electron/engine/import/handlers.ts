import type { importContract, FileInspection } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, JobContext } from '../context.ts'
import { batchIssues, importedSheet, issueGroups, listBatches } from './batches.ts'
import { setHold } from './hold.ts'
import { unpackArchive } from './archive/unpack.ts'
import { activeImport, grantedSource } from './originals.ts'
import { runParser, type ParserMessage } from './parser.ts'
import type { ParserRequest, PlannedSheet } from './parserProtocol.ts'
import { type ReadingChoice, redoImport, runImport, undoImport } from './run.ts'
import { readMappings } from './savedMappings.ts'

type PlanArgument = Omit<PlannedSheet, 'headerRows'> & { readonly headerRows?: number | undefined }
const planned = (sheet: PlanArgument): PlannedSheet => ({ ...sheet, headerRows: Math.max(1, sheet.headerRows ?? 1) })
type ReadingArgument = { readonly [K in keyof ReadingChoice]?: ReadingChoice[K] | undefined }
const choice = ({ encoding, separator, password }: ReadingArgument): ReadingChoice => ({ encoding: encoding ?? null, separator: separator ?? null, password: password ?? null })

export const importHandlers = {
  'import.inspect': (context, { fileId, ...reading }) => inspect(context, fileId, choice(reading)),
  'import.unpack': (context, { fileId, password, path }) => unpackArchive(context, { fileId, password: password ?? null, path: path ?? null }),
  'import.preview': async (context, { fileId, sheet, limit, ...reading }) => {
    const { message } = await read(context, fileId, choice(reading), false, (file) => ({ what: 'preview', file, sheet: planned(sheet), limit: Math.min(limit ?? 100, 1_000) }))
    if (message.type !== 'previewed') throw new AppError('parser-stopped', 'another answer than asked for')
    return message.preview
  },
  'import.run': (context, { fileId, sheets, path, ...reading }) => runImport(context, { fileId, sheets: sheets?.map(planned) ?? null, path: path ?? null, ...choice(reading) }),
  'import.pause': ({ workspace }, { paused }) => Promise.resolve({ paused: setHold(workspace, paused) }),
  'import.batches': ({ db }) => listBatches(db),
  'import.sheet': ({ db }, { sheetId }) => importedSheet(db, sheetId),
  'import.issues': ({ db }, args) => batchIssues(db, args),
  'import.issueGroups': ({ db }, { batchId }) => issueGroups(db, batchId),
  'import.undo': (context, { batchId }) => undoImport(context, batchId),
  'import.redo': (context, { batchId }) => redoImport(context, batchId),
} satisfies HandlersFor<typeof importContract>

async function inspect(context: JobContext, fileId: string, reading: ReadingChoice): Promise<FileInspection> {
  const { message, sha256, fileName, size } = await read(context, fileId, reading, true, (file) => ({ what: 'inspect', file }))
  if (message.type !== 'inspected') throw new AppError('parser-stopped', 'another answer than asked for')
  return { fileId, fileName, size, sha256, ...message.reading, archive: context.files.get(fileId).member?.origin ?? null, alreadyImported: activeImport(context.db(), sha256) }
}

/** Lets the parser look at a granted file, then reads on to its end when the hash is asked for: a preview of a large file must not wait for it. */
async function read(context: JobContext, fileId: string, reading: ReadingChoice, toEnd: boolean, request: (file: ParserRequest['file']) => ParserRequest): Promise<{ readonly message: ParserMessage; readonly sha256: string; readonly fileName: string; readonly size: number }> {
  const granted = context.files.get(fileId)
  const { fileName } = granted
  const source = await grantedSource(granted)
  try {
    const message = await runParser(context.workspace, request({ fileName, path: granted.member?.path ?? '', size: source.size, ...reading, fileKey: null, now: context.at, mappings: readMappings(context.workspace.settingsFolder) }), source, context.signal, () => undefined)
    for (let piece = toEnd ? await source.next() : null; piece !== null; piece = await source.next()) context.checkCancelled()
    return { message, sha256: source.sha256(), fileName, size: source.size }
  } finally {
    await source.close()
  }
}
