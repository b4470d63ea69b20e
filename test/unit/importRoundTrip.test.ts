/** Random tables, written in every encoding and both string styles, are read back cell by cell as they were. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gb18030, makeXlsx, utf16, utf8 } from '../engine/importFiles.ts'
import { cellsOf, readTable } from './importRead.ts'

const header = ['姓名', '交易金额', '备注', '卡号']
/** What real cells hold, mixed with anything Unicode has; the separators that are not in use stay out, so that sniffing is not guessing. */
const character = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...'张三李四王五支付宝银行流水货款０１２３（）：，。 0123456789abcXYZ-+.*=_x"\'',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\n', '\r\n', '\t', '𠮷', '㛃', '€', 'é', '\u3000', '\u00a0', '😀'),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0x20, max: 0x2ffff })
      .filter(
        (point) =>
          !(point >= 0xd800 && point <= 0xf8ff) &&
          (point & 0xfffe) !== 0xfffe &&
          !(point >= 0x7f && point < 0xa0) &&
          point !== 0xfeff &&
          point !== 0xfffd,
      )
      .map((point) => String.fromCodePoint(point)),
  },
)
const cell = fc.array(character, { maxLength: 12 }).map((characters) => characters.join(''))
const table = fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), {
  minLength: 1,
  maxLength: 12,
})
const trimmed = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((text) => text !== '') + 1)

const quoted = (text: string, separator: string): string =>
  /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
const encoders = {
  'utf-8': utf8,
  'utf-8 with mark': (text: string) => utf8(`\ufeff${text}`),
  gb18030,
  'utf-16le with mark': (text: string) => utf16(text, 'le'),
  'utf-16be with mark': (text: string) => utf16(text, 'be'),
  'utf-16le': (text: string) => utf16(text, 'le', false),
  'utf-16be': (text: string) => utf16(text, 'be', false),
} satisfies Record<string, (text: string) => Uint8Array>

test.each(Object.entries(encoders))('separated text in %s', async (_, encode) => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', '\t', ';', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 400 }),
      async (rows, separator, end, piece) => {
        const others = [',', '\t', ';', '|', '，'].filter((other) => other !== separator)
        const clean = rows.map((cells) =>
          cells.map((text) => others.reduce((left, other) => left.replaceAll(other, ' '), text)),
        )
        const text = [header, ...clean]
          .map((cells) => cells.map((one) => quoted(one, separator)).join(separator) + end)
          .join('')
        expect(await cellsOf(encode(text), { piece })).toEqual([header, ...clean])
      },
    ),
    { numRuns: 60, seed: 20_261_123 },
  )
})

/** What exporters get wrong first: leading zeros, long digits, texts like formulas, separators, quotes and line breaks within cells, characters of four bytes. */
const hard = fc.oneof(
  { weight: 4, arbitrary: cell },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '0000123',
      '6222021234567890123',
      '=1692*2=',
      '="6222021234567890123"',
      '+86',
      '-1,234.50',
      '@x',
      '"',
      '""',
      '"a',
      'a"b"',
      ',',
      ';',
      '\t',
      '|',
      '^',
      '||',
      '|@|',
      '\n',
      'a\r\nb',
      ' x ',
      '𠮷田㛃',
      '😀',
      '__proto__',
    ),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{1,25}$/) },
)
const hardTable = fc.array(fc.array(hard, { minLength: header.length, maxLength: header.length }), {
  minLength: 1,
  maxLength: 12,
})
const separatorsInUse = [',', '\t', ';', '|', '^', '~', '\u0001', '||', '|@|'] as const

test.each(Object.entries(encoders))(
  'separated text in %s under every separator, named by a person, with that separator and all others in the cells',
  async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(
        hardTable,
        fc.constantFrom(...separatorsInUse),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 400 }),
        async (rows, separator, end, piece) => {
          const safely = (text: string): string =>
            /["\r\n]/.test(text) || [...separator].some((sign) => text.includes(sign))
              ? `"${text.replaceAll('"', '""')}"`
              : text
          const text = [header, ...rows].map((cells) => cells.map(safely).join(separator) + end).join('')
          expect(await cellsOf(encode(text), { piece, separator })).toEqual([header, ...rows])
        },
      ),
      { numRuns: 60, seed: 20_261_125 },
    )
  },
)

const escapedXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
const openText = (text: string): string =>
  text
    .split('\n')
    .map(
      (line) =>
        `<text:p>${escapedXml(line)
          .replace(/ +/g, (blanks) => `<text:s text:c="${blanks.length}"/>`)
          .replaceAll('&#9;', '<text:tab/>')}</text:p>`,
    )
    .join('')
test.each([
  [
    'SpreadsheetML',
    (rows: readonly (readonly string[])[]) =>
      `<?xml version="1.0"?><Workbook xmlns="x" xmlns:ss="s"><Worksheet ss:Name="S"><Table>${rows.map((cells) => `<Row>${cells.map((text) => `<Cell><Data ss:Type="String">${escapedXml(text)}</Data></Cell>`).join('')}</Row>`).join('')}</Table></Worksheet></Workbook>`,
  ],
  [
    'flat OpenDocument',
    (rows: readonly (readonly string[])[]) =>
      `<?xml version="1.0"?><office:document xmlns:office="o" xmlns:table="t" xmlns:text="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S">${rows.map((cells) => `<table:table-row>${cells.map((text) => `<table:table-cell office:value-type="string">${openText(text)}</table:table-cell>`).join('')}</table:table-row>`).join('')}</table:table></office:spreadsheet></office:body></office:document>`,
  ],
] as const)('%s in every encoding', async (_, write) => {
  await fc.assert(
    fc.asyncProperty(hardTable, fc.constantFrom(...Object.values(encoders)), async (rows, encode) => {
      // A CR alone is no character of OpenDocument.
      const clean = rows.map((cells) => cells.map((text) => text.replaceAll('\r', '')))
      const read = await readTable(encode(write([header, ...clean])))
      expect(read.sheets[0]?.rows.map(({ cells }) => trimmed(cells))).toEqual([
        header,
        ...clean.map(trimmed).filter((cells) => cells.length > 0),
      ])
    }),
    { numRuns: 80, seed: 20_261_125 },
  )
})

test.each(['shared', 'inline'] as const)('workbooks with %s strings', async (strings) => {
  await fc.assert(
    fc.asyncProperty(
      hardTable,
      fc.boolean(),
      fc.constantFrom(undefined, 'x'),
      async (rows, references, prefix) => {
        const bytes = makeXlsx([{ name: 'S', rows: [header, ...rows] }], {
          strings,
          references,
          ...(prefix === undefined ? {} : { prefix }),
        })
        const read = await readTable(bytes)
        expect(read.sheets[0]?.rows.map(({ cells }) => trimmed(cells))).toEqual([
          header,
          ...rows.map((cells) => trimmed(cells)),
        ])
      },
    ),
    { numRuns: 80, seed: 20_261_123 },
  )
})

test('numbers keep the digits that were written, whatever their length', async () => {
  const digits = fc
    .tuple(
      fc.boolean(),
      fc.stringMatching(/^[1-9][0-9]{0,24}$/),
      fc.option(fc.stringMatching(/^[0-9]{0,8}[1-9]$/)),
    )
    .map(
      ([negative, whole, fraction]) =>
        `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`,
    )
  await fc.assert(
    fc.asyncProperty(fc.array(digits, { minLength: 1, maxLength: 20 }), async (numbers) => {
      expect((await cellsOf(makeXlsx([{ name: 'S', rows: [numbers.map((n) => ({ n }))] }])))[0]).toEqual(
        numbers,
      )
    }),
    { numRuns: 60, seed: 20_261_123 },
  )
})
