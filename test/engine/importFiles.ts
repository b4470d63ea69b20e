/** Tiny makers of table files for the tests of the import: every byte is ours, so that oddities can be put in on purpose. */
import { zipSync, type Zippable } from 'fflate'

const encoder = new TextEncoder()
/** As Excel writes it: control characters as _xHHHH_, and an underscore that would read as one escaped itself. */
const escape = (text: string): string =>
  text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(
      /[\u0000-\u0008\u000b-\u001f]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
export const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))

/** A text, a number as the file writes it (`{ n }`, optionally under a style), or raw XML of a whole cell. */
export type TestCell = string | null | { readonly n: string; readonly s?: number } | { readonly xml: string }
export interface TestSheet {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  readonly rows: readonly (readonly TestCell[])[]
  readonly after?: string
  readonly before?: string
}
export interface XlsxOptions {
  readonly strings?: 'shared' | 'inline'
  readonly references?: boolean
  readonly prefix?: string
  readonly date1904?: boolean
  readonly strict?: boolean
  readonly backslashes?: boolean
  readonly reversedParts?: boolean
  readonly level?: 0 | 6
  readonly parts?: Readonly<Record<string, string | Uint8Array>>
}
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const strictMain = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** Styles: 0 general, 1 yyyy-mm-dd, 2 yyyy-mm-dd hh:mm:ss, 3 text, 4 0.00, 5 h:mm:ss. */
const styles = (namespace: string): string =>
  `<styleSheet xmlns="${namespace}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="164"/><xf numFmtId="49"/><xf numFmtId="2"/><xf numFmtId="21"/></cellXfs></styleSheet>`

/** A workbook. */
export function makeXlsx(sheets: readonly TestSheet[], options: XlsxOptions = {}): Uint8Array {
  const namespace = options.strict === true ? strictMain : main
  const p = options.prefix === undefined ? '' : `${options.prefix}:`
  const declare =
    options.prefix === undefined ? `xmlns="${namespace}"` : `xmlns:${options.prefix}="${namespace}"`
  const strings = new Map<string, number>()
  const shared = options.strings !== 'inline'
  const cell = (value: TestCell, row: number, column: number): string => {
    if (value === null) return options.references === false ? `<${p}c/>` : ''
    const reference = options.references === false ? '' : ` r="${columnName(column)}${row}"`
    if (typeof value === 'object')
      return 'xml' in value
        ? value.xml
        : `<${p}c${reference}${value.s === undefined ? '' : ` s="${value.s}"`}><${p}v>${value.n}</${p}v></${p}c>`
    if (!shared)
      return `<${p}c${reference} t="inlineStr"><${p}is><${p}t xml:space="preserve">${escape(value)}</${p}t></${p}is></${p}c>`
    let index = strings.get(value)
    if (index === undefined) {
      index = strings.size
      strings.set(value, index)
    }
    return `<${p}c${reference} t="s"><${p}v>${index}</${p}v></${p}c>`
  }
  const parts: [string, string | Uint8Array][] = sheets.map((sheet, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<?xml version="1.0" encoding="UTF-8"?>${sheet.before ?? ''}<${p}worksheet ${declare}><${p}sheetData>${sheet.rows.map((row, at) => `<${p}row${options.references === false ? '' : ` r="${at + 1}"`}>${row.map((value, column) => cell(value, at + 1, column)).join('')}</${p}row>`).join('')}</${p}sheetData>${sheet.after ?? ''}</${p}worksheet>`,
  ])
  const folder = options.backslashes === true ? 'worksheets\\' : 'worksheets/'
  const type = (part: string, what: string): string =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml"/>`
  parts.unshift(
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${sheets.map((_, index) => type(`worksheets/sheet${index + 1}.xml`, 'worksheet')).join('')}${type('styles.xml', 'styles')}${type('sharedStrings.xml', 'sharedStrings')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<${p}workbook ${declare} xmlns:r="${relations}"><${p}workbookPr${options.date1904 === true ? ' date1904="1"' : ''}/><${p}sheets>${sheets.map((sheet, index) => `<${p}sheet name="${escape(sheet.name)}" sheetId="${index + 1}"${sheet.state === undefined ? '' : ` state="${sheet.state}"`} r:id="rId${index + 1}"/>`).join('')}</${p}sheets></${p}workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="${folder}sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rS" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rT" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles(namespace)],
  )
  if (shared)
    parts.push([
      'xl/sharedStrings.xml',
      `<${p}sst ${declare}>${[...strings.keys()].map((text) => `<${p}si><${p}t xml:space="preserve">${escape(text)}</${p}t></${p}si>`).join('')}</${p}sst>`,
    ])
  const files: Zippable = {}
  const given = Object.entries(options.parts ?? {})
  const all = [...parts.filter(([name]) => !given.some(([other]) => other === name)), ...given]
  for (const [name, content] of options.reversedParts === true ? all.reverse() : all) {
    files[options.backslashes === true ? name.replaceAll('/', '\\') : name] =
      typeof content === 'string' ? encoder.encode(content) : content
  }
  // The same content is the same bytes, whenever it is made.
  return zipSync(files, { level: options.level ?? 6, mtime: new Date(2024, 0, 1) })
}

/** A zip of any parts. */
export function makeZip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === 'string' ? encoder.encode(content) : content,
      ]),
    ),
    { level: 9 },
  )
}

let gbk: ReadonlyMap<string, readonly number[]> | null = null
/** GB18030 bytes of a text; two-byte characters by the decoder's own table, all others by four-byte codes found by asking the decoder. */
export function gb18030(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x80) {
      bytes.push(point)
      continue
    }
    const two = (gbk ??= twoByteTable()).get(character)
    if (two !== undefined) bytes.push(...two)
    else bytes.push(...fourBytes(point))
  }
  return Uint8Array.from(bytes)
}
function twoByteTable(): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail])
    }
  return table
}
function fourBytes(point: number): readonly number[] {
  if (point >= 0x10000) {
    const linear = point - 0x10000 + 189_000
    return [
      0x81 + Math.floor(linear / 12_600),
      0x30 + (Math.floor(linear / 1_260) % 10),
      0x81 + (Math.floor(linear / 10) % 126),
      0x30 + (linear % 10),
    ]
  }
  const decoder = new TextDecoder('gb18030')
  let low = 0
  let high = 39_419
  while (low <= high) {
    const middle = (low + high) >> 1
    const bytes = [
      0x81 + Math.floor(middle / 12_600),
      0x30 + (Math.floor(middle / 1_260) % 10),
      0x81 + (Math.floor(middle / 10) % 126),
      0x30 + (middle % 10),
    ]
    const found = decoder.decode(Uint8Array.from(bytes)).codePointAt(0) ?? 0
    if (found === point) return bytes
    if (found < point) low = middle + 1
    else high = middle - 1
  }
  throw new Error(`no GB18030 code for U+${point.toString(16)}`)
}

/** UTF-16 bytes, with a byte order mark when asked for. */
export function utf16(text: string, order: 'le' | 'be', mark = true): Uint8Array {
  const units = mark ? `\ufeff${text}` : text
  const bytes = new Uint8Array(units.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < units.length; at += 1) view.setUint16(at * 2, units.charCodeAt(at), order === 'le')
  return bytes
}
export const utf8 = (text: string): Uint8Array => encoder.encode(text)
