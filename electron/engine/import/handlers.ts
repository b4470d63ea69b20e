import type { importContract, FileInspection } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, JobContext } from '../context.ts'
import { batchIssues, issueGroups, listBatches } from './batches.ts'
import { setHold } from './hold.ts'
import { activeImport, fileSource } from './originals.ts'
import { runParser, type ParserMessage } from './parser.ts'
import type { ParserRequest, PlannedSheet } from './parserProtocol.ts'
import { redoImport, runImport, undoImport } from './run.ts'
import { readMappings } from './savedMappings.ts'

type PlanArgument = Omit<PlannedSheet, 'headerRows'> & { readonly headerRows?: number | undefined }
const planned = (sheet: PlanArgument): PlannedSheet => ({ ...sheet, headerRows: Math.max(1, sheet.headerRows ?? 1) })

export const importHandlers = {
  'import.inspect': (context, { fileId, encoding }) => inspect(context, fileId, encoding ?? null),
  'import.preview': async (context, { fileId, sheet, limit, encoding }) => {
    const answer = await read(context, fileId, (file) => ({ what: 'preview', file: { ...file, encoding: encoding ?? null }, sheet: planned(sheet), limit: Math.min(limit ?? 100, 1_000) }))
    if (answer.message.type !== 'previewed') throw new AppError('parser-stopped', 'another answer than asked for')
    return answer.message.preview
  },
  'import.run': (context, { fileId, sheets, encoding, path }) => runImport(context, { fileId, sheets: sheets?.map(planned) ?? null, encoding: encoding ?? null, path: path ?? '' }),
  'import.pause': ({ workspace }, { paused }) => Promise.resolve({ paused: setHold(workspace, paused) }),
  'import.batches': ({ db }) => listBatches(db),
  'import.issues': ({ db }, args) => batchIssues(db, args),
  'import.issueGroups': ({ db }, { batchId }) => issueGroups(db, batchId),
  'import.undo': (context, { batchId }) => undoImport(context, batchId),
  'import.redo': (context, { batchId }) => redoImport(context, batchId),
} satisfies HandlersFor<typeof importContract>

async function inspect(context: JobContext, fileId: string, encoding: FileInspection['encoding']): Promise<FileInspection> {
  const { message, sha256, fileName, size } = await read(context, fileId, (file) => ({ what: 'inspect', file: { ...file, encoding } }))
  if (message.type !== 'inspected') throw new AppError('parser-stopped', 'another answer than asked for')
  return { fileId, fileName, size, sha256, ...message.reading, alreadyImported: activeImport(context.db(), sha256) }
}

/** Lets the parser look at a granted file, then reads on to its end for the hash. */
async function read(context: JobContext, fileId: string, request: (file: ParserRequest['file']) => ParserRequest): Promise<{ readonly message: ParserMessage; readonly sha256: string; readonly fileName: string; readonly size: number }> {
  const { path, fileName } = context.files.get(fileId)
  const source = await fileSource(path)
  try {
    const message = await runParser(context.workspace.parserEntry, request({ fileName, path: '', size: source.size, encoding: null, now: context.at, mappings: readMappings(context.workspace.settingsFolder) }), source, context.signal, () => undefined)
    for (let piece = await source.next(); piece !== null; piece = await source.next()) context.checkCancelled()
    return { message, sha256: source.sha256(), fileName, size: source.size }
  } finally {
    await source.close()
  }
}
