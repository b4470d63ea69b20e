/** XML of workbooks, scanned by hand: no entities beyond the five, no DOCTYPE, names without their prefix. */
import { AppError } from '../../../../shared/errors.ts'

const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Text with the five entities and character references resolved; anything else stays as written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named.get(name) ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point)
    },
  )
}

/** What decodes XML that begins with these bytes (by its byte order mark, UTF-8 without one), and how many bytes the mark of UTF-8 takes. */
export function xmlDecoder(first: Uint8Array): {
  readonly decoder: InstanceType<typeof TextDecoder>
  readonly mark: number
} {
  const encoding =
    first[0] === 0xff && first[1] === 0xfe
      ? 'utf-16le'
      : first[0] === 0xfe && first[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return {
    decoder: new TextDecoder(encoding),
    mark: encoding === 'utf-8' && first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0,
  }
}

/** Text of a `<t>` or `<v>`: entities, then the `_x000D_` escapes of spreadsheets. */
export function cellText(raw: string): string {
  // Line ends of XML are one LF; a CR that is meant is written as _x000D_.
  const text = decodeEntities(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw)
  return text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

/** An attribute of a tag's inside (`r="A1" t="s"`), prefix apart; undefined without it. */
export function attribute(inside: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside)
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? undefined : decodeEntities(value)
}

export interface XmlEvents {
  /** `inside` is the text of the tag after its name. */
  open(name: string, inside: string, empty: boolean): void
  close(name: string): void
  /** Undecoded text between tags. */
  text(raw: string): void
}

const textLimit = 16 * 1024 * 1024

/** Takes XML in pieces and tells its tags. Errors: `file-hostile` for a DOCTYPE or a piece of endless text. */
export class XmlScanner {
  private rest = ''
  private readonly events: XmlEvents
  constructor(events: XmlEvents) {
    this.events = events
  }

  push(piece: string): void {
    const text = this.rest + piece
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open < 0) break
      if (text.charCodeAt(open + 1) === 33) {
        const end = this.special(text, open, at)
        if (end < 0) break
        at = end
        continue
      }
      const close = endOfTag(text, open)
      if (close < 0) break
      if (open > at) this.events.text(text.slice(at, open))
      this.tag(text.slice(open + 1, close))
      at = close + 1
    }
    this.rest = at === 0 ? text : text.slice(at)
    if (this.rest.length > textLimit)
      throw new AppError('file-hostile', 'endless text in the workbook', { what: 'text', limit: textLimit })
  }

  /** Comment, CDATA or DOCTYPE at `open`; returns where it ends, -1 when it is not complete. */
  private special(text: string, open: number, from: number): number {
    const comment = text.startsWith('<!--', open)
    const data = text.startsWith('<![CDATA[', open)
    if (!comment && !data) {
      if (text.length - open < 9) return -1
      refuseDoctype()
    }
    const end = text.indexOf(comment ? '-->' : ']]>', open)
    if (end < 0) return -1
    if (open > from) this.events.text(text.slice(from, open))
    if (data) this.events.text(escaped(text.slice(open + 9, end)))
    return end + 3
  }

  private tag(inside: string): void {
    const first = inside.charCodeAt(0)
    if (first === 63) return
    if (first === 47) {
      this.events.close(localName(inside.slice(1).trim()))
      return
    }
    const empty = inside.charCodeAt(inside.length - 1) === 47
    const match = /^[^\s/]+/.exec(inside)
    const name = match?.[0] ?? ''
    const local = localName(name)
    this.events.open(local, inside.slice(name.length, empty ? -1 : undefined), empty)
    if (empty) this.events.close(local)
  }
}

/** No tag of a workbook is longer; without a limit one that never ends would be read again with every piece. */
const tagLimit = 1024 * 1024

/** Where the tag that begins at `open` ends; quotes may hold a `>`. -1 when it is not complete. Errors: `file-hostile` for a tag without end. */
export function endOfTag(text: string, open: number): number {
  const close = text.indexOf('>', open)
  if (close >= 0 && quotesArePaired(text, open, close)) return close
  // Only hand-made files come here: once over the tag, letter by letter.
  let quote = 0
  for (let at = open; at < text.length; at += 1) {
    if (at - open > tagLimit)
      throw new AppError('file-hostile', 'a tag without end', { what: 'text', limit: tagLimit })
    const code = text.charCodeAt(at)
    if (quote === 0) {
      if (code === 62) return at
      if (code === 34 || code === 39) quote = code
    } else if (code === quote) quote = 0
  }
  return -1
}
function quotesArePaired(text: string, from: number, to: number): boolean {
  const inside = text.slice(from, to)
  if (!inside.includes('"') && !inside.includes("'")) return true
  let quote = 0
  for (let at = 0; at < inside.length; at += 1) {
    const code = inside.charCodeAt(at)
    if (quote === 0) {
      if (code === 34 || code === 39) quote = code
    } else if (code === quote) quote = 0
  }
  return quote === 0
}
function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
export function refuseDoctype(): never {
  throw new AppError('file-hostile', 'a DOCTYPE has no place in a workbook', { what: 'doctype', limit: 0 })
}
