/** Bytes to sheets: which reader, by the bytes alone. */
import type { FileInspection, TextEncoding } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import { type ByteSource, readAll } from './byteSource.ts'
import type { TableSheet } from './cells.ts'
import { readLegacyWorkbook } from './legacyWorkbook.ts'
import { judgeOleFile } from './oleFile.ts'
import { isTarHeader } from './archive/tarArchive.ts'
import { containerOf, foreignFormat, startsLikeWorkbook } from './signatures.ts'
import { detectEncoding, markLength } from './textEncoding.ts'
import { openTextTable } from './textTable.ts'
import { sheetRows } from './xlsxSheet.ts'
import { readWorkbook, xmlPieces } from './xlsxWorkbook.ts'
import { attribute, XmlScanner } from './xmlText.ts'
import { readZipDirectory, type ZipDirectory } from './zipDirectory.ts'

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
}

const isArchive = (format: string): AppError => new AppError('file-is-archive', 'an archive: its files are read one by one', { format })

/** Workbooks are read from memory as a whole; larger ones are refused. Texts may be of any size. */
const wholeLimit = 1024 ** 3
const legacyLimit = 256 * 1024 ** 2

/**
 * Opens a table file. Errors: `file-empty`, `file-is-archive`, `file-not-table` (details.found says what it is), `file-truncated`, `file-encrypted`,
 * `file-hostile`, `file-too-large`, `file-unreadable`.
 */
export async function openTable(source: ByteSource, options: OpenOptions): Promise<TableFile> {
  const first = source.size === 0 ? null : await source.next()
  if (first === null || first.length === 0) throw new AppError('file-empty', 'the file has no bytes')
  const foreign = foreignFormat(first)
  if (foreign === 'gzip' || isTarHeader(first)) throw isArchive(foreign ?? 'tar')
  if (foreign !== null) throw new AppError('file-not-table', 'the bytes are those of another format', { found: foreign })
  const container = containerOf(first)
  if (container === 'zip' && !startsLikeWorkbook(first)) throw isArchive('zip')
  if (container === 'text') {
    const stem = options.fileName.replace(/\.[^.]+$/, '')
    const text = await openTextTable([first], source, stem, options)
    return { container: 'text', encoding: text.encoding, separator: text.separator, date1904: false, ...open, sheets: [text.sheet] }
  }
  const limit = container === 'zip' ? wholeLimit : legacyLimit
  if (source.size > limit) throw new AppError('file-too-large', 'a workbook of this format is read from memory', { size: source.size, limit })
  const bytes = await readAll(source, [first])
  if (container === 'zip') return openZip(bytes)
  if (container === 'markup') return openMarkup(bytes, options.encoding)
  if (container === 'ole') judgeOleFile(bytes)
  const book = await readLegacyWorkbook(bytes)
  return { container: 'xls', encoding: null, separator: null, ...open, ...book }
}

/** Of a file without a password. */
const open = { encrypted: false, fileKey: null }

async function openZip(bytes: Buffer): Promise<TableFile> {
  const zip = readZipDirectory(bytes)
  const none = { encoding: null, separator: null, ...open }
  const mime = zip.find('mimetype')
  const kind = mime === undefined ? '' : (await zip.readAll(mime, 1024)).toString('latin1')
  if (kind.startsWith('application/vnd.oasis.opendocument')) {
    if (!kind.includes('spreadsheet')) throw new AppError('file-not-table', 'a document of another kind', { found: 'document' })
    const manifest = zip.find('META-INF/manifest.xml')
    if (manifest !== undefined && (await zip.readAll(manifest, 4 * 1024 ** 2)).includes('encryption-data')) throw new AppError('file-encrypted', 'the workbook is under a password', { container: 'ods' })
    await countInflated(zip)
    return { container: 'ods', ...none, ...await readLegacyWorkbook(bytes, await hiddenTables(zip)) }
  }
  if (zip.find('xl/workbook.bin') !== undefined) {
    await countInflated(zip)
    return { container: 'xlsb', ...none, ...await readLegacyWorkbook(bytes) }
  }
  if (zip.entries.some(({ name }) => /^word\//i.test(name))) throw new AppError('file-not-table', 'a text document', { found: 'word' })
  if (zip.entries.some(({ name }) => /^ppt\//i.test(name))) throw new AppError('file-not-table', 'a presentation', { found: 'presentation' })
  if (zip.find('[Content_Types].xml') === undefined && zip.find('xl/workbook.xml') === undefined) throw isArchive('zip')
  const workbook = await readWorkbook(zip)
  return {
    container: 'xlsx', ...none, date1904: workbook.date1904,
    sheets: workbook.sheets.map((sheet) => ({ name: sheet.name, hidden: sheet.hidden, rows: () => sheetRows(zip, workbook, sheet) })),
  }
}

/** Names of the tables of an ods whose style is not displayed. */
async function hiddenTables(zip: ZipDirectory): Promise<ReadonlySet<string>> {
  const content = zip.find('content.xml')
  const hidden = new Set<string>()
  if (content === undefined) return hidden
  const styles = new Set<string>()
  let style = ''
  const scanner = new XmlScanner({
    open(name, inside) {
      if (name === 'style') style = attribute(inside, 'name') ?? ''
      else if (name === 'table-properties' && attribute(inside, 'display') === 'false') styles.add(style)
      else if (name === 'table' && styles.has(attribute(inside, 'style-name') ?? '')) hidden.add(attribute(inside, 'name') ?? '')
    },
    close: () => undefined,
    text: () => undefined,
  })
  for await (const piece of xmlPieces(zip, content)) scanner.push(piece)
  return hidden
}

/** For readers that inflate by themselves: nothing inflates beyond what such a reader can hold. */
async function countInflated(zip: ZipDirectory): Promise<void> {
  let total = 0
  for (const entry of zip.entries) for await (const piece of zip.read(entry)) {
    total += piece.length
    if (total > legacyLimit) throw new AppError('file-too-large', 'inflates to more than this format is read in', { limit: legacyLimit })
  }
}

async function openMarkup(bytes: Buffer, chosen: TextEncoding | null): Promise<TableFile> {
  const encoding = chosen ?? detectEncoding(bytes, true) ?? 'utf-8'
  const text = new TextDecoder(encoding).decode(bytes.subarray(markLength(bytes, encoding)))
  if (/<!ENTITY/i.test(text)) throw new AppError('file-hostile', 'entities have no place in a table', { what: 'doctype', limit: 0 })
  const isWorkbook = /<(?:\w+:)?Workbook[\s>]/.test(text.slice(0, 20_000))
  const isFlat = /<office:document[\s>]/.test(text.slice(0, 20_000)) && text.includes('<office:spreadsheet')
  if (!isWorkbook && !isFlat && !/<table[\s>]/i.test(text)) throw new AppError('file-not-table', 'markup without a table', { found: 'document' })
  // The declaration names an encoding that no longer holds once the text is decoded.
  const book = await readLegacyWorkbook(text.replace(/^\s*<\?xml[^>]*\?>/, '<?xml version="1.0"?>'))
  return { container: isWorkbook ? 'spreadsheetml' : isFlat ? 'ods' : 'html', encoding, separator: null, ...open, ...book }
}
