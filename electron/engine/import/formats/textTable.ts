/** A text file as a table of one sheet: encoding and separator found in its head, rows streamed. */
import type { TextEncoding } from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type ByteSource } from './byteSource.ts'
import { type RawRow, rowsPerBatch, type TableSheet } from './cells.ts'
import { SeparatedReader, sniffSeparator } from './separated.ts'
import { detectEncoding, looksLikeText, markLength } from './textEncoding.ts'

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
  // Plain ASCII so far: whatever comes later decides; until then every encoding reads the same.
  const pending = encoding === null
  const sample = new TextDecoder(encoding ?? 'utf-8').decode(
    bytes.subarray(markLength(bytes, encoding ?? 'utf-8'), 512 * 1024),
  )
  if (sample.trim() === '') throw new AppError('file-empty', 'the text holds nothing but blanks')
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
      length: source.size,
      taken: () => taken,
      rows: () =>
        rowsOf(
          bytes,
          source,
          (length) => {
            taken += length
          },
          { encoding: encoding ?? 'utf-8', pending, chosen: chosen !== null },
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
  readonly encoding: TextEncoding
  readonly pending: boolean
  readonly chosen: boolean
}

async function* rowsOf(
  head: Buffer,
  source: ByteSource,
  read: (bytes: number) => void,
  { encoding, pending, chosen }: Reading,
  separator: string | null,
): AsyncGenerator<readonly RawRow[]> {
  const reader = new SeparatedReader(separator)
  let decoder = new TextDecoder(encoding)
  let undecided = pending
  let row = 0
  let batch: RawRow[] = []
  const give = function* (text: string, last: boolean): Generator<readonly RawRow[]> {
    for (const found of reader.push(text, last)) {
      batch.push(found)
      row = found.row
      if (batch.length >= rowsPerBatch) {
        yield batch
        batch = []
      }
    }
  }
  // The decoder takes away the marks of Unicode, but not that of GB18030.
  let held: Buffer = Buffer.alloc(0)
  for await (const next of pieces(
    encoding === 'gb18030' ? head.subarray(markLength(head, encoding)) : head,
    source,
  )) {
    read(next.length)
    let piece = held.length === 0 ? next : Buffer.concat([held, next])
    held = piece.subarray(0, 0)
    if (undecided) {
      const found = detectEncoding(piece, false)
      if (found !== null) {
        undecided = false
        if (found === 'gb18030') decoder = new TextDecoder(found)
      } else {
        // The first character beyond ASCII may be cut in two: its beginning waits for the encoding that its end tells.
        const tail = piece.subarray(Math.max(0, piece.length - 3))
        const cut = tail.findIndex((byte) => byte >= 0x80)
        if (cut >= 0) {
          held = tail.subarray(cut)
          piece = piece.subarray(0, piece.length - held.length)
        }
      }
    }
    const text = decoder.decode(piece, { stream: true })
    // After the head nothing was judged: a text that breaks off into another encoding must not become question marks.
    if (!chosen && text.includes('\ufffd') && !looksLikeText(text))
      throw new AppError('file-unreadable', 'the encoding stops to fit', { what: 'encoding', row: row + 1 })
    yield* give(text, false)
  }
  if (held.length > 0) {
    if (detectEncoding(held, true) === 'gb18030') decoder = new TextDecoder('gb18030')
    yield* give(decoder.decode(held, { stream: true }), false)
  }
  yield* give(decoder.decode(), true)
  if (batch.length > 0) yield batch
}
async function* pieces(head: Buffer, source: ByteSource): AsyncGenerator<Buffer> {
  for (let at = 0; at < head.length; at += decodeBytes) yield head.subarray(at, at + decodeBytes)
  for (let piece = await source.next(); piece !== null; piece = await source.next()) {
    for (let at = 0; at < piece.length; at += decodeBytes) yield piece.subarray(at, at + decodeBytes)
  }
}
