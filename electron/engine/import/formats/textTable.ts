/** A text file as a table of one sheet: encoding and separator found in its head, rows streamed. */
import type { TextEncoding } from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type ByteSource } from './byteSource.ts'
import { type RawRow, rowsPerBatch, type TableSheet } from './cells.ts'
import { SeparatedReader, sniffSeparator } from './separated.ts'
import { detectEncoding, looksLikeText } from './textEncoding.ts'
import { TextPieces } from './textPieces.ts'

export interface TextTable {
  readonly encoding: TextEncoding
  readonly separator: string | null
  readonly sheet: TableSheet
}

/** So much of a file is looked at to tell its encoding. */
const headBytes = 8 * 1024 * 1024
const decodeBytes = 256 * 1024

/**
 * `first` are the pieces already taken from the source. Errors: `file-empty`; `file-not-table` when the bytes read as no text;
 * `file-unreadable` when the given or found encoding stops to fit (details: row).
 */
export async function openTextTable(
  first: readonly Buffer[],
  source: ByteSource,
  name: string,
  {
    encoding: chosen,
    separator: named,
  }: { readonly encoding: TextEncoding | null; readonly separator: string | null },
): Promise<TextTable> {
  const head = [...first]
  let length = head.reduce((sum, piece) => sum + piece.length, 0)
  let ended = false
  while (!ended && length < headBytes) {
    const piece = await source.next()
    if (piece === null) ended = true
    else {
      head.push(piece)
      length += piece.length
    }
  }
  const bytes = Buffer.concat(head)
  const encoding = chosen ?? detectEncoding(bytes, ended)
  const sample = new TextPieces(encoding, chosen !== null).push(bytes.subarray(0, 512 * 1024), true)
  if (sample.trim() === '') {
    if (chosen === null && bytes.includes(0))
      throw new AppError('file-not-table', 'nothing but zero bytes', { found: 'binary' })
    throw new AppError('file-empty', 'the text holds nothing but blanks')
  }
  // An encoding that a person chose is shown as it reads.
  if (chosen === null && !looksLikeText(sample))
    throw new AppError('file-not-table', 'the bytes read as no text', { found: 'binary' })
  const separator = named === null ? sniffSeparator(wholeLines(sample, ended)) : named === '' ? null : named
  let taken = 0
  return {
    encoding: encoding ?? 'utf-8',
    separator,
    sheet: {
      name,
      hidden: false,
      once: !ended,
      length: source.size,
      taken: () => taken,
      rows: () =>
        rowsOf(
          bytes,
          source,
          (length) => {
            taken += length
          },
          // Plain ASCII so far: whatever comes later decides; until then every encoding reads the same.
          { encoding, chosen: chosen !== null },
          separator,
        ),
    },
  }
}

/** The start of a text without the line that is cut off at its end. */
function wholeLines(sample: string, ended: boolean): string {
  const head = sample.slice(0, 200_000)
  if (ended && head.length === sample.length) return head
  const end = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r'))
  return end < 0 ? head : head.slice(0, end + 1)
}

interface Reading {
  /** Null: to be told by what comes behind the head. */
  readonly encoding: TextEncoding | null
  readonly chosen: boolean
}

async function* rowsOf(
  head: Buffer,
  source: ByteSource,
  read: (bytes: number) => void,
  { encoding, chosen }: Reading,
  separator: string | null,
): AsyncGenerator<readonly RawRow[]> {
  const reader = new SeparatedReader(separator)
  const decoder = new TextPieces(encoding, chosen)
  let row = 0
  let batch: RawRow[] = []
  const give = function* (text: string, last: boolean): Generator<readonly RawRow[]> {
    // After the head nothing was judged: a text that breaks off into another encoding must not become question marks.
    if (!chosen && text.includes('\ufffd') && !looksLikeText(text))
      throw new AppError('file-unreadable', 'the encoding stops to fit', { what: 'encoding', row: row + 1 })
    for (const found of reader.push(text, last)) {
      batch.push(found)
      row = found.row
      if (batch.length >= rowsPerBatch) {
        yield batch
        batch = []
      }
    }
  }
  for await (const piece of pieces(head, source)) {
    read(piece.length)
    yield* give(decoder.push(piece, false), false)
  }
  yield* give(decoder.push(Buffer.alloc(0), true), true)
  if (batch.length > 0) yield batch
}
async function* pieces(head: Buffer, source: ByteSource): AsyncGenerator<Buffer> {
  for (let at = 0; at < head.length; at += decodeBytes) yield head.subarray(at, at + decodeBytes)
  for (let piece = await source.next(); piece !== null; piece = await source.next()) {
    for (let at = 0; at < piece.length; at += decodeBytes) yield piece.subarray(at, at + decodeBytes)
  }
}
