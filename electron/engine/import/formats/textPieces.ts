/** Bytes of a text to its characters, in pieces: leftovers of other systems taken out, and a part in another encoding read in its own. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { TextEncoding } from '../../../../shared/contract/imports.ts'
import { detectEncoding, markLength, multiByte } from './textEncoding.ts'

/** So far every line is looked at by itself; behind it a run of lines in the other encoding is looked for by blocks. */
const lineByLine = 8 * 1024 * 1024
const blockBytes = 4 * 1024
/** In so much of a text a line with a stray byte is still known by the rest of it. */
const strayBytes = 1024 * 1024
/** A line that does not end within so many bytes is decoded without waiting for its end. */
const heldLimit = 4 * 1024 * 1024
const mark = Buffer.from([0x1a])

/** The text without its zero bytes, which pad the fields of databases and fill up the blocks of damaged disks. Texts of 16 bits keep theirs. */
export function withoutZeros(bytes: Buffer, encoding: TextEncoding | null): Buffer {
  if (encoding === 'utf-16le' || encoding === 'utf-16be' || !bytes.includes(0)) return bytes
  return bytes.filter((byte) => byte !== 0) as Buffer
}

/**
 * Decodes a text piece after piece. Lines end at the same bytes in UTF-8 and GB18030, so that each can be read by its own bytes: files of two
 * origins are joined by people (`copy a+b c`), and then the encoding changes in the middle.
 */
export class TextPieces {
  private readonly whole: InstanceType<typeof TextDecoder>
  private encoding: TextEncoding | null
  private readonly chosen: boolean
  private held: Buffer = Buffer.alloc(0)
  private taken = 0
  /** `encoding` null: plain ASCII so far, the first other byte decides. `chosen`: a person named it, and all of the text is in it. */
  constructor(encoding: TextEncoding | null, chosen: boolean) {
    this.encoding = encoding
    this.chosen = chosen
    this.whole = new TextDecoder(encoding ?? 'utf-8', { ignoreBOM: true })
  }

  /** The characters of the lines that are complete. */
  push(piece: Buffer, last: boolean): string {
    const next =
      this.taken === 0 ? piece.subarray(this.encoding === null ? 0 : markLength(piece, this.encoding)) : piece
    this.taken += piece.length
    if (this.chosen || this.encoding === 'utf-16le' || this.encoding === 'utf-16be')
      return this.whole.decode(this.chosen ? withoutZeros(next, this.encoding) : next, { stream: !last })
    const clean = withoutZeros(next, this.encoding)
    const bytes = this.held.length === 0 ? clean : Buffer.concat([this.held, clean])
    const end = last || bytes.length > heldLimit ? bytes.length : lastLineEnd(bytes)
    this.held = bytes.subarray(end)
    return withoutEndMarks(bytes.subarray(0, end), (lines) => this.text(lines))
  }

  private text(lines: Buffer): string {
    this.encoding ??= detectEncoding(lines, true)
    if (this.encoding === null) return lines.toString('latin1')
    if (this.encoding === 'utf-8') {
      const text = decoders.utf8.decode(lines)
      return text.includes('\ufffd') ? textByLines(lines, 'utf-8') : text
    }
    if (this.taken > lineByLine && !holdsUtf8(lines)) return decoders.gb18030.decode(lines)
    return textByLines(lines, 'gb18030', this.taken > strayBytes)
  }
}
const decoders = {
  utf8: new TextDecoder('utf-8', { ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { ignoreBOM: true }),
}

/** Where the last line that is complete ends; 0 when none is. */
function lastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(10) + 1
  // A CR at the very end may still be followed by its LF.
  return feed > 0 ? feed : bytes.subarray(0, Math.max(0, bytes.length - 1)).lastIndexOf(13) + 1
}
/** The sign 1A ended a text in DOS and still stands where files were joined: at the start of a line or before its end. */
function withoutEndMarks(bytes: Buffer, decode: (bytes: Buffer) => string): string {
  const text = decode(bytes)
  return bytes.includes(mark) ? text.replace(/(^|[\r\n])\u001a+|\u001a+(?=[\r\n]|$)/g, '$1') : text
}
/** Whether a whole block of lines is UTF-8 beyond ASCII. */
function holdsUtf8(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(10, Math.min(bytes.length, at + blockBytes))
    const end = feed < 0 ? bytes.length : feed + 1
    const block = bytes.subarray(at, end)
    if (isUtf8(block) && !isAscii(block) && multiByte(block, true).ideographs > 0) return true
    at = end
  }
  return false
}

/** Every line decoded by its own bytes; neighbours in one encoding at once. `strict`: a line of the other encoding is so as a whole. */
function textByLines(bytes: Buffer, usual: 'utf-8' | 'gb18030', strict = false): string {
  let text = ''
  let from = 0
  let current: 'utf-8' | 'gb18030' = usual
  const give = (to: number): void => {
    if (to > from)
      text += (current === 'utf-8' ? decoders.utf8 : decoders.gb18030).decode(bytes.subarray(from, to))
    from = to
  }
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(10, at)
    const end = feed < 0 ? bytes.length : feed + 1
    const line = bytes.subarray(at, end)
    const own = strict && !isUtf8(line) ? usual : encodingOfLine(line, usual)
    if (own !== null && own !== current) {
      give(at)
      current = own
    }
    at = end
  }
  give(bytes.length)
  return text
}
/** The encoding a line is in by its own bytes; null for plain ASCII, which reads the same in both. */
function encodingOfLine(line: Buffer, usual: 'utf-8' | 'gb18030'): 'utf-8' | 'gb18030' | null {
  const { valid, ideographs, invalid } = multiByte(line, true)
  if (valid === 0 && invalid === 0) return null
  // A character of GB18030 may look like a letter of UTF-8 (女 is ů), hardly ever like an ideograph.
  if (usual === 'gb18030') return ideographs > invalid * 2 ? 'utf-8' : 'gb18030'
  return invalid > 1 && invalid > ideographs && !decoders.gb18030.decode(line).includes('\ufffd')
    ? 'gb18030'
    : 'utf-8'
}
