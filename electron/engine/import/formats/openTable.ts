/** Bytes to sheets: which reader, by the bytes alone. */
import type { FileInspection, TextEncoding } from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type ByteSource, readAll } from './byteSource.ts'
import { sheetLimit, type TableSheet, tooManySheets } from './cells.ts'
import { dbfSheets, isDbf } from './dbfTable.ts'
import { htmlTables } from './htmlTable.ts'
import { readLegacyWorkbook } from './legacyWorkbook.ts'
import { openOleFile } from './oleFile.ts'
import { openDocumentSheets } from './openDocument.ts'
import { decryptPart, partEncryption } from './protection/openDocumentEncryption.ts'
import type { Unlocking } from './protection/unlocking.ts'
import { isTarHeader } from './archive/tarArchive.ts'
import { containerOf, foreignFormat, startsLikeWorkbook } from './signatures.ts'
import { spreadsheetMlSheets } from './spreadsheetMl.ts'
import { detectEncoding, markLength } from './textEncoding.ts'
import { openTextTable } from './textTable.ts'
import { sheetRows } from './xlsxSheet.ts'
import { readWorkbook, xmlPieces } from './xlsxWorkbook.ts'
import { wordTables } from './wordTables.ts'
import { readZipDirectory, type ZipDirectory, type ZipEntry } from './zipDirectory.ts'

export interface TableFile {
  readonly container: FileInspection['container']
  readonly encoding: TextEncoding | null
  readonly separator: string | null
  readonly date1904: boolean
  /** The workbook is under a password. */
  readonly encrypted: boolean
  /** What opens this file without its password, and nothing else; null when it is not encrypted. */
  readonly fileKey: string | null
  readonly sheets: readonly TableSheet[]
}
export interface OpenOptions {
  /** Of the file, for the sheet of a text. */
  readonly fileName: string
  readonly encoding: TextEncoding | null
  /** Between the cells of a text, where a person named it; empty for one column. Null: to be found. */
  readonly separator: string | null
  readonly password: string | null
  /** From an earlier reading of the same bytes. */
  readonly fileKey: string | null
  /** Called before a reader of anything else than plain text and xlsx workbooks sees the bytes. */
  readonly spend?: () => void
}

const isArchive = (format: string): AppError =>
  new AppError('file-is-archive', 'an archive: its files are read one by one', { format })

/** Workbooks are read from memory as a whole; larger ones are refused. Texts may be of any size. */
const wholeLimit = 1024 ** 3
const legacyLimit = 256 * 1024 ** 2

/**
 * Opens a table file; the bytes it is given may be changed. Errors: `file-empty`, `file-is-archive`, `file-password-wrong`, `file-not-table` (details.found says what it is), `file-truncated`, `file-encrypted`,
 * `file-hostile`, `file-too-large`, `file-unreadable`.
 */
export async function openTable(source: ByteSource, options: OpenOptions): Promise<TableFile> {
  const file = await openAny(source, options)
  if (file.sheets.length > sheetLimit) throw tooManySheets()
  return file
}
async function openAny(source: ByteSource, options: OpenOptions): Promise<TableFile> {
  const first = source.size === 0 ? null : await source.next()
  if (first === null || first.length === 0) throw new AppError('file-empty', 'the file has no bytes')
  const foreign = foreignFormat(first)
  if (foreign === 'gzip' || foreign === 'rar' || foreign === '7z' || isTarHeader(first))
    throw isArchive(foreign ?? 'tar')
  if (foreign !== null && foreign !== 'pdf')
    throw new AppError('file-not-table', 'the bytes are those of another format', { found: foreign })
  const container = containerOf(first)
  const dbf = foreign === null && container === 'text' && isDbf(first)
  if (container === 'zip' && !startsLikeWorkbook(first)) throw isArchive('zip')
  if (container === 'text' && foreign === null && !dbf) {
    const text = await openTextTable([first], source, stemOf(options), options)
    return {
      container: 'text',
      encoding: text.encoding,
      separator: text.separator,
      date1904: false,
      ...open,
      sheets: [text.sheet],
    }
  }
  if (container !== 'zip') options.spend?.()
  const limit = container === 'zip' ? wholeLimit : legacyLimit
  if (source.size > limit)
    throw new AppError('file-too-large', 'a workbook of this format is read from memory', {
      size: source.size,
      limit,
    })
  const bytes = await readAll(source, [first])
  if (foreign === 'pdf') return openPdfFile(bytes, options)
  if (dbf)
    return {
      container: 'dbf',
      separator: null,
      date1904: false,
      ...open,
      ...dbfSheets(bytes, stemOf(options), options.encoding),
    }
  if (container === 'zip') return openZip(bytes, options)
  if (container === 'markup') return openMarkup(bytes, options.encoding)
  if (container === 'biff')
    return {
      container: 'xls',
      encoding: null,
      separator: null,
      ...open,
      ...(await readLegacyWorkbook(bytes)),
    }
  const { holds, bytes: content, encrypted, fileKey } = openOleFile(bytes, options)
  if (holds === 'package') {
    if (containerOf(content) !== 'zip')
      throw new AppError('file-unreadable', 'what was encrypted is no workbook', { what: 'workbook' })
    return { ...(await openZip(content)), encrypted, fileKey }
  }
  return {
    container: 'xls',
    encoding: null,
    separator: null,
    encrypted,
    fileKey,
    ...(await readLegacyWorkbook(content)),
  }
}

function stemOf({ fileName }: OpenOptions): string {
  return fileName.replace(/\.[^.]+$/, '')
}

async function openPdfFile(bytes: Buffer, options: OpenOptions): Promise<TableFile> {
  // Large, and of no use to any other file.
  const { openPdfTable } = await import('./pdf/pdfTable.ts')
  const { sheet, encrypted, fileKey } = await openPdfTable(bytes, stemOf(options), options)
  return {
    container: 'pdf',
    encoding: null,
    separator: null,
    date1904: false,
    encrypted,
    fileKey,
    sheets: [sheet],
  }
}

/** Of a file without a password. */
const open = { encrypted: false, fileKey: null }

async function openZip(
  bytes: Buffer,
  unlocking: Unlocking & Pick<OpenOptions, 'spend'> = { password: null, fileKey: null },
): Promise<TableFile> {
  const spend = unlocking.spend ?? (() => undefined)
  const zip = readZipDirectory(bytes)
  const none = { encoding: null, separator: null, ...open }
  const mime = zip.find('mimetype')
  const kind = mime === undefined ? '' : (await zip.readAll(mime, 1024)).toString('latin1')
  if (kind.startsWith('application/vnd.oasis.opendocument')) {
    spend()
    if (!kind.includes('spreadsheet'))
      throw new AppError('file-not-table', 'a document of another kind', { found: 'document' })
    return openOds(zip, unlocking)
  }
  if (zip.find('xl/workbook.bin') !== undefined) {
    spend()
    await countInflated(zip)
    return { container: 'xlsb', ...none, ...(await readLegacyWorkbook(bytes)) }
  }
  if (zip.find('Index/Document.iwa') !== undefined) {
    spend()
    await countInflated(zip)
    return { container: 'numbers', ...none, ...(await readLegacyWorkbook(bytes)) }
  }
  const document = zip.entries.find(({ name }) => /^word\/document\d*\.xml$/i.test(name))
  if (document !== undefined) {
    spend()
    return openWord(zip, document)
  }
  if (zip.entries.some(({ name }) => /^word\//i.test(name)))
    throw new AppError('file-not-table', 'a text document', { found: 'word' })
  if (zip.entries.some(({ name }) => /^ppt\//i.test(name)))
    throw new AppError('file-not-table', 'a presentation', { found: 'presentation' })
  if (zip.find('[Content_Types].xml') === undefined && zip.find('xl/workbook.xml') === undefined)
    throw isArchive('zip')
  const workbook = await readWorkbook(zip)
  return {
    container: 'xlsx',
    ...none,
    date1904: workbook.date1904,
    sheets: workbook.sheets.map((sheet) => {
      let taken = 0
      return {
        name: sheet.name,
        hidden: sheet.hidden,
        length: sheet.entry.inflated,
        taken: () => taken,
        rows: () =>
          sheetRows(zip, workbook, sheet, (signs) => {
            taken += signs
          }),
      }
    }),
  }
}

async function openWord(zip: ZipDirectory, document: ZipEntry): Promise<TableFile> {
  const sheets = await wordTables(xmlPieces(zip, document))
  if (sheets.length === 0)
    throw new AppError('file-not-table', 'a text document without a table', { found: 'word' })
  return { container: 'docx', encoding: null, separator: null, date1904: false, ...open, sheets }
}

async function openOds(zip: ZipDirectory, unlocking: Unlocking): Promise<TableFile> {
  const manifest = zip.find('META-INF/manifest.xml')
  const how =
    manifest === undefined
      ? null
      : partEncryption((await zip.readAll(manifest, 4 * 1024 ** 2)).toString('utf8'), 'content.xml')
  const content = zip.find('content.xml')
  if (content === undefined)
    throw new AppError('file-truncated', 'the workbook has no content', { what: 'sheet' })
  const about = { container: 'ods', encoding: null, separator: null, date1904: false } as const
  if (how === null)
    return { ...about, ...open, sheets: await openDocumentSheets(() => xmlPieces(zip, content)) }
  const { bytes, key } = decryptPart(await zip.readAll(content, legacyLimit), how, unlocking, legacyLimit)
  return {
    ...about,
    encrypted: true,
    fileKey: key.toString('hex'),
    sheets: await openDocumentSheets(() => piecesOf(textPieces(bytes, 'utf-8'))),
  }
}

/** For a reader that inflates by itself: nothing inflates beyond what such a reader can hold. */
async function countInflated(zip: ZipDirectory): Promise<void> {
  let total = 0
  for (const entry of zip.entries)
    for await (const piece of zip.read(entry)) {
      total += piece.length
      if (total > legacyLimit)
        throw new AppError('file-too-large', 'inflates to more than this format is read in', {
          limit: legacyLimit,
        })
    }
}

async function openMarkup(bytes: Buffer, chosen: TextEncoding | null): Promise<TableFile> {
  const encoding = chosen ?? detectEncoding(bytes, true) ?? 'utf-8'
  const head = new TextDecoder(encoding).decode(bytes.subarray(markLength(bytes, encoding), 64 * 1024))
  // The declaration names an encoding that no longer holds once the text is decoded; it is ignored.
  const pieces = (): Iterable<string> => textPieces(bytes, encoding)
  const about = { encoding, separator: null, date1904: false, ...open }
  if (/<(?:\w+:)?Workbook[\s>]/.test(head))
    return {
      container: 'spreadsheetml',
      ...about,
      sheets: await spreadsheetMlSheets(() => piecesOf(pieces())),
    }
  if (/<office:document[\s>]/.test(head)) {
    if (!/office:mimetype="[^"]*spreadsheet/.test(head))
      throw new AppError('file-not-table', 'a document of another kind', { found: 'document' })
    return { container: 'ods', ...about, sheets: await openDocumentSheets(() => piecesOf(pieces())) }
  }
  if (/<!ENTITY/i.test(head))
    throw new AppError('file-hostile', 'entities have no place in a table', { what: 'doctype', limit: 0 })
  const sheets = htmlTables(pieces())
  if (sheets.length === 0)
    throw new AppError('file-not-table', 'markup without a table', { found: 'document' })
  return { container: 'html', ...about, sheets }
}
const decodeBytes = 256 * 1024
function* textPieces(bytes: Buffer, encoding: TextEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding)
  for (let at = markLength(bytes, encoding); at < bytes.length; at += decodeBytes)
    yield decoder.decode(bytes.subarray(at, at + decodeBytes), { stream: true })
  yield decoder.decode()
}
async function* piecesOf(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}
