/** The texts that the cells of a workbook name by number: read as far as they are asked for, and kept as the bytes they came in. */
import { AppError } from '../../../../shared/errors.ts'
import { bytesAt, endsName, localNameAt, textOfBytes, textsOf, withoutComments } from './cellXml.ts'
import { cellText, endOfTag, xmlDecoder } from './xmlText.ts'

/** Bytes of all texts, as held in memory. */
const heldLimit = 600 * 1024 ** 2
/** Longest text with its markup. */
const itemLimit = 16 * 1024 * 1024
/** Texts are packed into pieces of so many bytes; a longer one is kept as text at once. */
const storeBytes = 1024 * 1024

/** An item that does not end within so many bytes is read as text. */
const oddBytes = 256 * 1024

const plainStart = Buffer.from('<si><t>')
const spacedStart = Buffer.from('<si><t xml:space="preserve">')
const plainEnd = Buffer.from('</t></si>')

export class SharedStrings {
  private readonly open: (() => AsyncGenerator<Buffer>) | null
  private walk: AsyncGenerator<Buffer> | null = null
  /** What is left of the last piece. */
  private rest: Buffer = Buffer.alloc(0)
  private restText = ''
  private begun = false
  /** Set once the part is spelled so that it has to be read as text. */
  private decoder: InstanceType<typeof TextDecoder> | null = null
  private held = 0
  private ended: boolean
  /**
   * By number: the text when it is wanted again and again or did not come plainly; null when it was asked for once. Most texts of a large workbook
   * (times, serial numbers) are, and are not worth keeping.
   */
  private readonly texts: (string | null | undefined)[] = []
  /** By number: where its bytes stand in the store, two bytes of length in front of them. */
  private places = new Uint32Array(1_024)
  private readonly store: Buffer[] = []
  /** Bytes of its last piece that are taken. */
  private stored = 0
  /** `open` gives the part's XML in pieces; null for a workbook without one. */
  constructor(open: (() => AsyncGenerator<Buffer>) | null) {
    this.open = open
    this.ended = open === null
  }

  /** Whether nothing is left to read. */
  get complete(): boolean {
    return this.ended
  }

  /** The text of a number; undefined for one that is not there (yet). */
  text(index: number): string | undefined {
    const known = this.texts[index]
    if (typeof known === 'string') return known
    if (index >= this.texts.length) return undefined
    const place = this.places[index] as number
    const bytes = this.store[Math.floor(place / storeBytes)] as Buffer
    const at = place % storeBytes
    const size = bytes.readUInt16LE(at)
    const text = textOfBytes(bytes, at + 2, at + 2 + size)
    if (known === undefined) this.texts[index] = null
    else {
      this.texts[index] = text
      this.hold(text.length * 2 - size)
    }
    return text
  }

  /** Reads on until the text of this number is there, or all are. Errors: those of the zip, `file-hostile`, `file-too-large`. */
  async until(index: number): Promise<void> {
    while (!this.ended && this.texts.length <= index) {
      this.walk ??= this.open?.() ?? null
      const step = await this.walk?.next()
      if (step !== undefined && step.done !== true) {
        this.take(step.value)
        continue
      }
      this.ended = true
      // An end that is spelled in another way was waited for in vain.
      if (this.decoder === null) this.takeText(textOfBytes(this.rest, 0, this.rest.length))
    }
  }

  private take(piece: Buffer): void {
    let bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece])
    if (!this.begun) {
      this.begun = true
      const { decoder, mark } = xmlDecoder(bytes)
      if (decoder.encoding !== 'utf-8') this.decoder = decoder
      bytes = bytes.subarray(mark)
    }
    const at = this.decoder === null ? this.takeBytes(bytes) : 0
    if (this.decoder === null) this.rest = bytes.subarray(at)
    else {
      this.rest = Buffer.alloc(0)
      this.takeText(this.decoder.decode(bytes.subarray(at), { stream: true }))
    }
    if (this.rest.length > itemLimit || this.restText.length > itemLimit)
      throw new AppError('file-hostile', 'endless text in the workbook', { what: 'text', limit: itemLimit })
  }

  /** Takes whole items as long as they are spelled as nearly all are. Where it stopped: for more bytes, or to go on as text when `decoder` is set. */
  private takeBytes(bytes: Buffer): number {
    const { length } = bytes
    let at = 0
    for (;;) {
      while (at < length && bytes[at] !== 60) at += 1
      const head = bytesAt(bytes, at, plainStart)
        ? plainStart.length
        : bytesAt(bytes, at, spacedStart)
          ? spacedStart.length
          : 0
      if (head > 0) {
        let end = at + head
        let plain = true
        for (; end < length; end += 1) {
          const byte = bytes[end] as number
          if (byte === 60) break
          // Entities, line ends and _x000D_ stand for something else.
          if (byte === 38 || byte === 13 || byte === 95) plain = false
        }
        if (bytesAt(bytes, end, plainEnd)) {
          if (plain) this.keep(bytes, at + head, end)
          else this.add(cellText(textOfBytes(bytes, at + head, end)))
          at = end + plainEnd.length
          continue
        }
      }
      // The tag around all items, and the XML declaration; what begins as the former and goes on with an I is an item of Excel before it was finished.
      const next = bytes[at + 1]
      if (next === 63 || next === 47 || (next === 115 && bytes[at + 2] === 115 && bytes[at + 4] !== 73)) {
        const close = bytes.indexOf(62, at)
        if (close < 0) return at
        at = close + 1
        continue
      }
      const end = at < length ? bytes.indexOf('</si>', at) : -1
      const odd = next !== undefined && (next !== 115 || bytes[at + 2] === 115)
      if (end < 0 && !odd && length - at < oddBytes) return at
      const item = end < 0 ? '' : textOfBytes(bytes, at, end + 5)
      if (odd || end < 0 || item.includes('<!')) {
        this.decoder = new TextDecoder('utf-8', { ignoreBOM: true })
        return at
      }
      this.takeText(item)
      at = end + 5
      if (this.restText !== '') {
        this.decoder = new TextDecoder('utf-8', { ignoreBOM: true })
        return at
      }
    }
  }

  private takeText(piece: string): void {
    let text = this.restText + piece
    let comment = ''
    if (text.includes('<!')) ({ clean: text, held: comment } = withoutComments(text))
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) {
        at = text.length
        break
      }
      const tagEnd = endOfTag(text, open)
      if (tagEnd < 0) {
        at = open
        break
      }
      const nameAt = localNameAt(text, open + 1)
      // sstItem: what Excel 2007 wrote before it was finished.
      const name =
        text.startsWith('si', nameAt) && endsName(text.charCodeAt(nameAt + 2))
          ? 'si'
          : text.startsWith('sstItem', nameAt)
            ? 'sstItem'
            : null
      if (name === null || text.charCodeAt(open + 1) === 47) {
        at = tagEnd + 1
        continue
      }
      if (text.charCodeAt(tagEnd - 1) === 47) {
        this.add('')
        at = tagEnd + 1
        continue
      }
      const close = text.indexOf(`</${text.slice(open + 1, nameAt)}${name}`, tagEnd)
      const end = close < 0 ? -1 : text.indexOf('>', close)
      if (end < 0) {
        at = open
        break
      }
      this.add(textsOf(text, tagEnd + 1, close))
      at = end + 1
    }
    this.restText = text.slice(at) + comment
  }

  private add(text: string): void {
    this.texts.push(text)
    this.hold(24 + text.length * 2)
  }
  /** Keeps a text as its bytes from `from` to `to`. */
  private keep(bytes: Buffer, from: number, to: number): void {
    const size = to - from
    if (size > 0xffff) {
      this.add(textOfBytes(bytes, from, to))
      return
    }
    if (this.stored + size + 2 > storeBytes || this.store.length === 0) {
      this.store.push(Buffer.allocUnsafe(storeBytes))
      this.stored = 0
    }
    const at = this.stored
    const number = this.texts.push(undefined) - 1
    if (number >= this.places.length) {
      const longer = new Uint32Array(this.places.length * 2)
      longer.set(this.places)
      this.places = longer
    }
    this.places[number] = (this.store.length - 1) * storeBytes + at
    const store = this.store[this.store.length - 1] as Buffer
    store[at] = size & 0xff
    store[at + 1] = size >> 8
    // Texts are short: going over them costs less than asking for a copy.
    for (let index = 0; index < size; index += 1) store[at + 2 + index] = bytes[from + index] as number
    this.stored += size + 2
    this.hold(24 + size)
  }
  private hold(bytes: number): void {
    this.held += bytes
    // A limit of our own: a heap that overflows in one large step takes the whole process with it.
    if (this.held > heldLimit)
      throw new AppError(
        'file-too-large',
        'the texts of the workbook need more memory than the parser may have',
        { what: 'shared-strings', limit: heldLimit },
      )
  }
}
