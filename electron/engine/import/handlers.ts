import type { importContract, FileInspection } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, ReadingJobContext } from '../core/context.ts'
import { batchIssues, importedSheet, issueGroups, listBatches } from './write/batches.ts'
import { setHold } from './write/hold.ts'
import { unpackArchive } from './write/unpack.ts'
import { activeImport, grantedSource, type HashedSource, hasOriginalOfSize } from './write/originals.ts'
import { runParser, type ParserMessage } from './process/parser.ts'
import type { ParserRequest } from './process/parserProtocol.ts'
import type { PlannedSheet } from './recognise/plannedSheet.ts'
import { type ReadingChoice, redoImport, runImport, undoImport } from './write/run.ts'
import { readMappings } from './recognise/savedMappings.ts'

/** Up to this size hashing takes no noticeable time. */
const hashedBytes = 64 * 1024 ** 2

type PlanArgument = Omit<PlannedSheet, 'headerRows'> & { readonly headerRows?: number | undefined }
const planned = (sheet: PlanArgument): PlannedSheet => ({
  ...sheet,
  headerRows: Math.max(1, sheet.headerRows ?? 1),
})
type ReadingArgument = { readonly [K in keyof ReadingChoice]?: ReadingChoice[K] | undefined }
const choice = ({ encoding, separator, password }: ReadingArgument): ReadingChoice => ({
  encoding: encoding ?? null,
  separator: separator ?? null,
  password: password ?? null,
})

export const importHandlers = {
  'import.inspect': (context, { fileId, ...reading }) => inspect(context, fileId, choice(reading)),
  'import.unpack': (context, { fileId, password, path }) =>
    unpackArchive(context, { fileId, password: password ?? null, path: path ?? null }),
  'import.preview': async (context, { fileId, sheet, limit, ...reading }) => {
    const message = await read(context, fileId, choice(reading), (file) => ({
      what: 'preview',
      file,
      sheet: planned(sheet),
      limit: Math.min(limit ?? 100, 1_000),
    }))
    if (message.type !== 'previewed') throw new AppError('parser-stopped', 'another answer than asked for')
    return message.preview
  },
  'import.run': async (context, { fileId, sheets, path, accept, ...reading }) => {
    const batch = await runImport(context, {
      fileId,
      sheets: sheets?.map(planned) ?? null,
      accept: accept ?? false,
      path: path ?? null,
      ...choice(reading),
    })
    // The case has its bytes now. Sheets that wait for a decision are still looked at by the file.
    if (!batch.sheets.some(({ skip }) => skip === 'undecided')) context.files.release(fileId)
    return batch
  },
  'import.letGo': ({ files }, { fileIds }) => {
    for (const fileId of fileIds) files.release(fileId)
    return Promise.resolve(null)
  },
  'import.pause': ({ workspace }, { paused }) => Promise.resolve({ paused: setHold(workspace, paused) }),
  'import.batches': ({ db }) => listBatches(db),
  'import.sheet': ({ db }, { sheetId }) => importedSheet(db, sheetId),
  'import.issues': ({ db }, args) => batchIssues(db, args),
  'import.issueGroups': ({ db }, { batchId }) => issueGroups(db, batchId),
  'import.undo': (context, { batchId }) => undoImport(context, batchId),
  'import.redo': (context, { batchId }) => redoImport(context, batchId),
} satisfies HandlersFor<typeof importContract>

async function inspect(
  context: ReadingJobContext,
  fileId: string,
  reading: ReadingChoice,
): Promise<FileInspection> {
  let size = 0
  let hash: string | null = null
  const message = await read(
    context,
    fileId,
    reading,
    (file) => ({ what: 'inspect', file }),
    async (source) => {
      ;({ size } = source)
      // Of a large file the hash waits for the import, unless an original of the same size may be the same file.
      if (size > hashedBytes && !hasOriginalOfSize(context.db(), size)) return
      for (let piece = await source.next(); piece !== null; piece = await source.next())
        context.checkCancelled()
      hash = source.sha256()
    },
  )
  if (message.type !== 'inspected') throw new AppError('parser-stopped', 'another answer than asked for')
  const { fileName, member } = context.files.get(fileId)
  return {
    fileId,
    fileName,
    size,
    sha256: hash,
    ...message.reading,
    archive: member?.origin ?? null,
    alreadyImported: hash === null ? null : activeImport(context.db(), hash),
  }
}

/** Lets the parser look at a granted file; `after` may read on to its end. */
async function read(
  context: ReadingJobContext,
  fileId: string,
  reading: ReadingChoice,
  request: (file: ParserRequest['file']) => ParserRequest,
  after: (source: HashedSource) => Promise<void> = () => Promise.resolve(),
): Promise<ParserMessage> {
  const granted = context.files.get(fileId)
  const { fileName } = granted
  const source = await grantedSource(granted)
  try {
    const message = await runParser(
      context.workspace,
      request({
        fileName,
        path: granted.member?.path ?? '',
        size: source.size,
        ...reading,
        fileKey: null,
        now: context.at,
        mappings: readMappings(context.workspace.settingsFolder),
      }),
      source,
      context.signal,
      () => undefined,
    )
    await after(source)
    return message
  } finally {
    await source.close()
  }
}
