/** The two ways a sheet and its shared texts are read: from bytes where they are spelled as usual, as text otherwise. UTF-16 always goes the second way. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { SharedStrings } from '../../electron/engine/import/formats/sharedStrings.ts'
import { sheetRows } from '../../electron/engine/import/formats/xlsxSheet.ts'
import type { Workbook } from '../../electron/engine/import/formats/xlsxWorkbook.ts'
import type { ZipDirectory, ZipEntry } from '../../electron/engine/import/formats/zipDirectory.ts'

type Encoding = 'utf8' | 'utf16le'
function bytesOf(xml: string, encoding: Encoding): Buffer {
  return Buffer.from(encoding === 'utf8' ? xml : `\ufeff${xml}`, encoding)
}
async function* cut(bytes: Buffer, piece: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield await Promise.resolve(bytes.subarray(at, at + piece))
}
async function textsOf(
  xml: string,
  encoding: Encoding,
  piece: number,
): Promise<readonly (string | undefined)[]> {
  const strings = new SharedStrings(() => cut(bytesOf(xml, encoding), piece))
  await strings.until(Infinity)
  const texts: (string | undefined)[] = []
  // Each is asked for three times: what is kept must be what was made.
  for (let index = 0; texts.length === 0 || texts.at(-1) !== undefined; index += 1) {
    texts.push(strings.text(index))
    expect([strings.text(index), strings.text(index)]).toEqual([texts.at(-1), texts.at(-1)])
  }
  return texts
}
async function rowsOf(
  xml: string,
  shared: string,
  encoding: Encoding,
  piece: number,
): Promise<readonly RawRow[]> {
  const workbook: Workbook = {
    date1904: false,
    sheets: [],
    strings: new SharedStrings(() => cut(bytesOf(shared, encoding), piece)),
    styles: ['none', 'date', 'moment'],
  }
  const zip = { read: () => cut(bytesOf(xml, encoding), piece) } as unknown as ZipDirectory
  const rows: RawRow[] = []
  for await (const some of sheetRows(
    zip,
    workbook,
    { name: 'S', hidden: false, entry: {} as ZipEntry },
    () => undefined,
  ))
    rows.push(...some)
  return rows
}

const plainText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'a1_x 张é😀'), maxLength: 12 }),
  fc.constantFrom('&amp;', '&#20013;', 'a&lt;b', '_x000D_', 'a\r\nb', ' ', ''),
)
const item = fc.oneof(
  { weight: 6, arbitrary: plainText.map((text) => `<si><t>${text}</t></si>`) },
  plainText.map((text) => `<si><t xml:space="preserve">${text}</t></si>`),
  fc
    .tuple(plainText, plainText)
    .map(
      ([one, other]) =>
        `<si><r><t>${one}</t></r><r><rPr/><t>${other}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`,
    ),
  fc.constantFrom(
    '<si/>',
    '<si><t/></si>',
    '<si ><t>a</t></si >',
    '\n<si>\n<t>b</t>\n</si>',
    '<!-- <si><t>no</t></si> -->',
    '<si><t><![CDATA[<c>]]></t></si>',
    '<sstItem><t>old</t></sstItem>',
  ),
)
const sharedXml = fc
  .array(item, { maxLength: 30 })
  .map((items) => `<?xml version="1.0"?>\n<sst xmlns="x" count="3">${items.join('')}</sst>`)

const value = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.constantFrom('12.50', '3.0', '-7', '1E+5', '44000.5', ' 8 ', '12&#46;5'),
)
const cell = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.integer({ min: 0, max: 3 }).map((index) => ({ tag: ' t="s"', inside: `<v>${index}</v>` })),
  },
  { weight: 3, arbitrary: value.map((text) => ({ tag: '', inside: `<v>${text}</v>` })) },
  fc
    .tuple(fc.constantFrom(' s="1"', ' s="2"', ' t="n"', ' s="9"', " s='1'", ' cm="1"'), value)
    .map(([tag, text]) => ({ tag, inside: `<v>${text}</v>` })),
  plainText.map((text) => ({ tag: ' t="inlineStr"', inside: `<is><t>${text}</t></is>` })),
  plainText.map((text) => ({ tag: ' t="str"', inside: `<f>A1</f><v>${text}</v>` })),
  plainText.map((text) => ({ tag: ' t="str"', inside: `<v>${text}</v>` })),
  fc.constantFrom(
    { tag: ' t="b"', inside: '<v>1</v>' },
    { tag: ' t="e"', inside: '<v>#N/A</v>' },
    { tag: ' t="d"', inside: '<v>2022-03-04T00:00:00Z</v>' },
    { tag: '', inside: '' },
    { tag: '', inside: '<v></v>' },
    { tag: ' t="inlineStr"', inside: '<is><r><t>a</t></r><r><t>b</t></r></is>' },
    { tag: '', inside: '<!-- </row> --><v>4</v>' },
  ),
)
const names = ['A', 'B', 'C', 'Z', 'AA', 'XFD']
const row = fc
  .tuple(
    fc.constantFrom('', ' r="3"', ' r="7" spans="1:20" ht="15.5" customHeight="1"', " r='9'", ' spans="1:2"'),
    fc.subarray(names, { minLength: 0 }),
    fc.array(cell, { minLength: 6, maxLength: 6 }),
    fc.constantFrom('', '\n', '<!-- <row r="50"> -->'),
    fc.boolean(),
  )
  .map(
    ([tag, columns, cells, between, named]) =>
      (columns.length === 0 && named
        ? `<row${tag}/>`
        : `<row${tag}>${columns.map((column, index) => `<c${named ? ` r="${column}5"` : ''}${cells[index]?.tag ?? ''}>${cells[index]?.inside ?? ''}</c>`).join('')}</row>`) +
      between,
  )
const sheetXml = fc
  .tuple(
    fc.array(row, { maxLength: 8 }),
    fc.constantFrom('<sheetData>', '<sheetData >', '<!-- <sheetData> --><sheetData>'),
  )
  .map(
    ([rows, start]) =>
      `<worksheet xmlns="x"><dimension ref="A1"/>${start}${rows.join('')}</sheetData><pageMargins left="1"/></worksheet>`,
  )

describe('the bytes of a workbook and its text say the same', () => {
  test('shared texts of any spelling, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(sharedXml, fc.integer({ min: 1, max: 400 }), async (xml, piece) => {
        expect(await textsOf(xml, 'utf8', piece)).toEqual(await textsOf(xml, 'utf16le', 4_000))
      }),
      { numRuns: 300 },
    )
  })
  test('rows of any spelling, cut anywhere', async () => {
    const shared = '<sst><si><t>甲</t></si><si><t>b</t></si><si><t></t></si><si><r><t>c</t></r></si></sst>'
    await fc.assert(
      fc.asyncProperty(sheetXml, fc.integer({ min: 1, max: 400 }), async (xml, piece) => {
        expect(await rowsOf(xml, shared, 'utf8', piece)).toEqual(await rowsOf(xml, shared, 'utf16le', 4_000))
      }),
      { numRuns: 400 },
    )
  })
  test('more texts than one piece of the store holds, and one that fills it to the last byte', async () => {
    // 1,048,576 bytes: 65,536 texts of 14 bytes with their two bytes of length.
    const texts = Array.from({ length: 150_000 }, (_, index) => String(index).padStart(14, '0'))
    expect(
      await textsOf(`<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`, 'utf8', 262_144),
    ).toEqual([...texts, undefined])
    const long = ['x'.repeat(65_535), 'y'.repeat(65_536), '中'.repeat(40_000), 'z']
    expect(
      await textsOf(`<sst>${long.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`, 'utf8', 10_000),
    ).toEqual([...long, undefined])
  }, 30_000)
})
