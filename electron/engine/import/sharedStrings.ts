/** The texts that the cells of a workbook name by number: read as far as they are asked for. */
import { AppError } from '../../../shared/errors.ts'
import { endsName, localNameAt, textsOf, withoutComments } from './cellXml.ts'
import { cellText, endOfTag } from './xmlText.ts'

/** Bytes of all texts, as held in memory. */
const heldLimit = 600 * 1024 ** 2
/** Longest text with its markup. */
const itemLimit = 16 * 1024 * 1024

export class SharedStrings {
  /** Texts read so far, by their number. */
  readonly list: string[] = []
  private readonly open: (() => AsyncGenerator<string>) | null
  private walk: AsyncGenerator<string> | null = null
  private rest = ''
  private held = 0
  private ended: boolean
  /** `open` gives the part's XML in pieces; null for a workbook without one. */
  constructor(open: (() => AsyncGenerator<string>) | null) {
    this.open = open
    this.ended = open === null
  }

  /** Whether nothing is left to read. */
  get complete(): boolean {
    return this.ended
  }

  /** Reads on until the text of this number is there, or all are. Errors: those of the zip, `file-hostile`, `file-too-large`. */
  async until(index: number): Promise<void> {
    while (!this.ended && this.list.length <= index) {
      this.walk ??= this.open?.() ?? null
      const step = await this.walk?.next()
      if (step === undefined || step.done === true) this.ended = true
      else this.take(step.value)
    }
  }

  private take(piece: string): void {
    let text = this.rest + piece
    let comment = ''
    if (text.includes('<!')) ({ clean: text, held: comment } = withoutComments(text))
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) break
      // Nearly every text is written like this; the rest takes the longer way to the same value.
      const plain = text.startsWith('<si><t>', open) ? text.indexOf('<', open + 7) : -1
      if (plain > 0 && text.startsWith('</t></si>', plain)) {
        this.add(cellText(text.slice(open + 7, plain)))
        at = plain + 9
        continue
      }
      const tagEnd = endOfTag(text, open)
      if (tagEnd < 0) break
      const nameAt = localNameAt(text, open + 1)
      // sstItem: what Excel 2007 wrote before it was finished.
      const name = text.startsWith('si', nameAt) && endsName(text.charCodeAt(nameAt + 2)) ? 'si' : text.startsWith('sstItem', nameAt) ? 'sstItem' : null
      if (name === null || text.charCodeAt(open + 1) === 47) { at = tagEnd + 1; continue }
      if (text.charCodeAt(tagEnd - 1) === 47) { this.add(''); at = tagEnd + 1; continue }
      const close = text.indexOf(`</${text.slice(open + 1, nameAt)}${name}`, tagEnd)
      const end = close < 0 ? -1 : text.indexOf('>', close)
      if (end < 0) break
      this.add(textsOf(text, tagEnd + 1, close))
      at = end + 1
    }
    this.rest = text.slice(at) + comment
    if (this.rest.length > itemLimit) throw new AppError('file-hostile', 'endless text in the workbook', { what: 'text', limit: itemLimit })
  }

  private add(text: string): void {
    this.list.push(text)
    this.held += 24 + text.length * 2
    // A limit of our own: a heap that overflows in one large step takes the whole process with it.
    if (this.held > heldLimit) throw new AppError('file-too-large', 'the texts of the workbook need more memory than the parser may have', { what: 'shared-strings', limit: heldLimit })
  }
}
