/** Odd and hostile files, each made here with the reason beside it: the right rows or a named error, never anything else. */
import { readFileSync } from 'node:fs'
import * as XLSX from 'xlsx'
import * as codepages from 'xlsx/dist/cpexcel.full.mjs'
import { afterEach, describe, expect, test } from 'vitest'
import { columnName, gb18030, makeXlsx, makeZip, utf16, utf8 } from '../engine/importFiles.ts'
import { cellsOf, readTable, refusalOf } from './importRead.ts'

XLSX.set_cptable(codepages)
const prototypeKeys = Object.getOwnPropertyNames(Object.prototype).sort()
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototypeKeys)
})

const header = ['卡号', '时间', '金额']
const line = ['6222021234567890123', '2022-01-02 03:04:05', '1,234.50']

describe('workbooks', () => {
  test('shared and inline strings give the same rows', async () => {
    const rows = [header, line, ['', 'a', '']]
    const expected = [header, line, ['', 'a']]
    const read = async (strings: 'shared' | 'inline') =>
      (await cellsOf(makeXlsx([{ name: 'S', rows }], { strings }))).map((cells) => cells.map(String))
    expect(await read('shared')).toEqual(expected)
    expect(await read('inline')).toEqual(expected)
  })
  test('cells without references stand where they stand (writers other than Excel leave r out)', async () => {
    expect(
      await cellsOf(
        makeXlsx(
          [
            {
              name: 'S',
              rows: [
                ['a', null, 'c'],
                [null, 'b'],
              ],
            },
          ],
          { references: false },
        ),
      ),
    ).toEqual([
      ['a', '', 'c'],
      ['', 'b'],
    ])
  })
  test('prefixed namespaces (x:row, x:c)', async () => {
    expect(await cellsOf(makeXlsx([{ name: 'S', rows: [header, line] }], { prefix: 'x' }))).toEqual([
      header,
      line,
    ])
    expect(
      await cellsOf(makeXlsx([{ name: 'S', rows: [header, line] }], { prefix: 'x', strings: 'inline' })),
    ).toEqual([header, line])
  })
  test('strict OOXML with ISO dates', async () => {
    const rows = [
      ['t'],
      [{ xml: '<c r="A2" t="d"><v>2022-03-04T05:06:07</v></c>' }],
      [{ xml: '<c r="A3" t="d"><v>2022-03-04</v></c>' }],
    ]
    const { sheets } = await readTable(makeXlsx([{ name: 'S', rows }], { strict: true }))
    expect(sheets[0]?.rows.map(({ cells, marks }) => [cells[0], marks?.[0] ?? 0])).toEqual([
      ['t', 0],
      ['2022-03-04 05:06:07', 2],
      ['2022-03-04', 2],
    ])
  })
  test('backslashes in part names (an old .NET exporter)', async () => {
    expect(await cellsOf(makeXlsx([{ name: 'S', rows: [header, line] }], { backslashes: true }))).toEqual([
      header,
      line,
    ])
  })
  test('sheets come in the order of the workbook, not of the zip', async () => {
    const { sheets } = await readTable(
      makeXlsx(
        [
          { name: '甲', rows: [['1']] },
          { name: '乙', rows: [['2']], state: 'hidden' },
          { name: '丙', rows: [['3']], state: 'veryHidden' },
        ],
        { reversedParts: true },
      ),
    )
    expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows[0]?.cells[0]])).toEqual([
      ['甲', false, '1'],
      ['乙', true, '2'],
      ['丙', true, '3'],
    ])
  })
  test('a number of 19 digits keeps the digits of the file', async () => {
    expect(
      await cellsOf(
        makeXlsx([
          {
            name: 'S',
            rows: [
              [
                { n: '6222021234567890123' },
                { n: '6.2220212345678901E+18' },
                { n: '52530.0' },
                { n: '3.3660000000000001' },
              ],
            ],
          },
        ]),
      ),
    ).toEqual([['6222021234567890123', '6.2220212345678901E+18', '52530', '3.3660000000000001']])
  })
  test('date styles: date, moment at midnight, time of day; general numbers stay numbers', async () => {
    const rows = [
      [
        { n: '44816', s: 1 },
        { n: '44816', s: 2 },
        { n: '44816.125', s: 2 },
        { n: '0.5', s: 5 },
        { n: '44816' },
        { n: '44816', s: 3 },
      ],
    ]
    const { sheets } = await readTable(makeXlsx([{ name: 'S', rows }]))
    expect(sheets[0]?.rows[0]).toEqual({
      row: 1,
      cells: ['2022-09-12', '2022-09-12 00:00:00', '2022-09-12 03:00:00', '12:00:00', '44816', '44816'],
      marks: [2, 2, 2, 2, 1, 1],
    })
  })
  test('dates of the 1904 system (Excel for old Macs)', async () => {
    expect(
      await cellsOf(makeXlsx([{ name: 'S', rows: [[{ n: '43354', s: 1 }]] }], { date1904: true })),
    ).toEqual([['2022-09-12']])
  })
  test('rich text is one text; phonetic guides are not part of it', async () => {
    const parts = {
      'xl/sharedStrings.xml':
        '<sst xmlns="x"><si><r><t>张</t></r><r><rPr/><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si></sst>',
    }
    expect(
      await cellsOf(
        makeXlsx(
          [
            {
              name: 'S',
              rows: [
                [
                  { xml: '<c r="A1" t="s"><v>0</v></c>' },
                  {
                    xml: '<c r="B1" t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r><rPh><t>li</t></rPh></is></c>',
                  },
                ],
              ],
            },
          ],
          { parts },
        ),
      ),
    ).toEqual([['张 三', '李四']])
  })
  test('_x000D_ escapes, preserved spaces, entities and CDATA', async () => {
    const xml = (text: string, at: string) => ({
      xml: `<c r="${at}1" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`,
    })
    expect(
      await cellsOf(
        makeXlsx([
          {
            name: 'S',
            rows: [
              [
                xml('a_x000D_\nb', 'A'),
                xml('  x  ', 'B'),
                xml('&lt;1&gt; &amp;#65; &#20013;&#x6587;', 'C'),
                xml('<![CDATA[<row>&]]>', 'D'),
                xml('_x005F_x0041_', 'E'),
              ],
            ],
          },
        ]),
      ),
    ).toEqual([['a\r\nb', '  x  ', '<1> &#65; 中文', '<row>&', '_x0041_']])
  })
  test('an empty shared-string index is an empty cell, never the first string; one that is not there is refused', async () => {
    const sheet = (index: string) =>
      makeXlsx([{ name: 'S', rows: [['first', { xml: `<c r="B1" t="s">${index}</c>` }, 'c']] }])
    expect(await cellsOf(sheet('<v/>'))).toEqual([['first', '', 'c']])
    expect(await cellsOf(sheet('<v></v>'))).toEqual([['first', '', 'c']])
    expect(await cellsOf(sheet('<v>0</v>'))).toEqual([['first', 'first', 'c']])
    for (const index of ['<v>2</v>', '<v>-1</v>', '<v>x</v>'])
      expect(await refusalOf(sheet(index)), index).toMatchObject({
        code: 'file-unreadable',
        details: { what: 'shared-strings' },
      })
  })
  test.each([1, 7_000])(
    'texts are read as far as they are named: in any order, however the number is written, in a sheet of %i rows',
    async (count) => {
      const named = (at: number, row: number) =>
        [
          `<c t="s"><v>${at}</v></c>`,
          `<c t='s'>\n<v> ${at} </v></c>`,
          `<c t="s"><f>x</f><v>${at}</v></c>`,
          `<x:c t="s"><x:v>${at}</x:v></x:c>`,
        ][row % 4] ?? ''
      const sheet = `<worksheet><sheetData>${Array.from({ length: count }, (_, row) => `<row>${named(count - 1 - row, row)}${named((row * 7_919) % count, row + 1)}</row>`).join('')}</sheetData></worksheet>`
      // Long texts, so that they come in many pieces.
      const texts = Array.from({ length: count }, (_, at) => `${at} ${'张'.repeat(at % 200)}`)
      const strings = `<sst>${texts.map((text, at) => [`<si><t>${text}</t></si>`, `<si ><r><t>${text.slice(0, 2)}</t></r><r><t xml:space="preserve">${text.slice(2)}</t></r></si>`, `<si><t><![CDATA[${text}]]></t></si>`][at % 3] ?? '').join('')}</sst>`
      const { sheets } = await readTable(
        makeXlsx([{ name: 'S', rows: [] }], {
          parts: { 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': strings },
        }),
      )
      expect(sheets[0]?.rows.map(({ cells }) => cells)).toEqual(
        Array.from({ length: count }, (_, row) => [texts[count - 1 - row], texts[(row * 7_919) % count]]),
      )
    },
  )
  test('line ends of the XML are one line feed, meant ones are kept', async () => {
    expect(
      await cellsOf(
        makeXlsx([
          {
            name: 'S',
            rows: [[{ xml: '<c r="A1" t="inlineStr"><is><t>a\r\nb_x000D_\r\nc\rd</t></is></c>' }]],
          },
        ]),
      ),
    ).toEqual([['a\nb\r\nc\nd']])
  })
  test('a row numbered 0 is the first row', async () => {
    expect(
      await cellsOf(
        makeXlsx([{ name: 'S', rows: [] }], {
          parts: {
            'xl/worksheets/sheet1.xml':
              '<worksheet xmlns="x"><sheetData><row r="0"><c r="A0"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>',
          },
        }),
      ),
    ).toEqual([['1'], ['2']])
  })
  test('formulas give their kept values; booleans and errors are marked', async () => {
    const rows = [
      [
        { xml: '<c r="A1"><f>SUM(B1:B9)</f><v>12.5</v></c>' },
        { xml: '<c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>' },
        { xml: '<c r="C1" t="b"><v>1</v></c>' },
        { xml: '<c r="D1" t="e"><v>#N/A</v></c>' },
        { xml: '<c r="E1"><f>1/0</f></c>' },
      ],
    ]
    const { sheets } = await readTable(makeXlsx([{ name: 'S', rows }]))
    expect(sheets[0]?.rows[0]).toEqual({
      row: 1,
      cells: ['12.5', 'ab', 'TRUE', '#N/A', '=1/0'],
      marks: [1, 0, 3, 4, 4],
    })
  })
  test('comments inside the XML are not cells', async () => {
    expect(
      await cellsOf(
        makeXlsx([{ name: 'S', rows: [['a', { xml: '<!-- <c r="B1"><v>9</v></c> -->' }, 'c']] }]),
      ),
    ).toEqual([['a', '', 'c']])
  })
  test('a dimension of the whole sheet costs nothing', async () => {
    const bytes = makeXlsx([{ name: 'S', rows: [['a']], before: '<!-- d -->' }], {
      parts: {
        'xl/worksheets/sheet1.xml':
          '<worksheet xmlns="x"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
      },
    })
    expect(await cellsOf(bytes)).toEqual([['1']])
  })
  test('the last cell of a sheet is read, one beyond is refused', async () => {
    expect(
      (await cellsOf(makeXlsx([{ name: 'S', rows: [[{ xml: '<c r="XFD1"><v>1</v></c>' }]] }])))[0]?.length,
    ).toBe(16_384)
    for (const reference of ['XFE1', 'AAAAAAA1', 'A99999999', '1A', 'A']) {
      expect(
        (await refusalOf(makeXlsx([{ name: 'S', rows: [[{ xml: `<c r="${reference}"><v>1</v></c>` }]] }])))
          ?.code,
        reference,
      ).toBe('file-hostile')
    }
    // Without references the cells are counted.
    const cells = (count: number) => ({
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="x"><sheetData><row>${'<c><v>1</v></c>'.repeat(count)}</row></sheetData></worksheet>`,
    })
    expect((await cellsOf(makeXlsx([{ name: 'S', rows: [] }], { parts: cells(16_384) })))[0]?.length).toBe(
      16_384,
    )
    expect((await refusalOf(makeXlsx([{ name: 'S', rows: [] }], { parts: cells(16_385) })))?.code).toBe(
      'file-hostile',
    )
    const row = (number: number) => ({
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="x"><sheetData><row r="${number}"><c><v>1</v></c></row></sheetData></worksheet>`,
    })
    expect(await cellsOf(makeXlsx([{ name: 'S', rows: [] }], { parts: row(1_048_576) }))).toEqual([['1']])
    expect((await refusalOf(makeXlsx([{ name: 'S', rows: [] }], { parts: row(16_777_217) })))?.code).toBe(
      'file-hostile',
    )
  })
  test('names that are words of JavaScript are names like any other', async () => {
    const names = ['__proto__', 'constructor', 'toString']
    const { sheets } = await readTable(
      makeXlsx(
        names.map((name) => ({
          name,
          rows: [
            ['__proto__', 'constructor'],
            ['1', '2'],
          ],
        })),
      ),
    )
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual(names.map((name) => [name, 2]))
  })
  test('a sheet without data and an empty sheet element', async () => {
    const { sheets } = await readTable(
      makeXlsx(
        [
          { name: 'A', rows: [] },
          { name: 'B', rows: [] },
        ],
        { parts: { 'xl/worksheets/sheet2.xml': '<worksheet xmlns="x"><sheetData/></worksheet>' } },
      ),
    )
    expect(sheets.map(({ rows }) => rows.length)).toEqual([0, 0])
  })
  test('rows that repeat or go back in number do not share a place', async () => {
    const sheet =
      '<worksheet xmlns="x"><sheetData><row r="5"><c><v>1</v></c></row><row r="5"><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row></sheetData></worksheet>'
    const { sheets } = await readTable(
      makeXlsx([{ name: 'S', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } }),
    )
    expect(sheets[0]?.rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [5, '1'],
      [6, '2'],
      [7, '3'],
    ])
  })
  test('a workbook in UTF-16', async () => {
    const sheet =
      '<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="x"><sheetData><row r="1"><c t="inlineStr"><is><t>中文</t></is></c></row></sheetData></worksheet>'
    expect(
      await cellsOf(
        makeXlsx([{ name: 'S', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': utf16(sheet, 'le') } }),
      ),
    ).toEqual([['中文']])
  })
})

describe('hostile workbooks are refused by name', () => {
  test('DOCTYPE and entity bombs', async () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    expect(await refusalOf(makeXlsx([{ name: 'S', rows: [['a']], before: bomb }]))).toMatchObject({
      code: 'file-hostile',
      details: { what: 'doctype' },
    })
    expect(
      (
        await refusalOf(
          makeXlsx([{ name: 'S', rows: [['a']] }], { parts: { 'xl/workbook.xml': `${bomb}<workbook/>` } }),
        )
      )?.code,
    ).toBe('file-hostile')
    expect(
      (
        await refusalOf(
          makeXlsx([{ name: 'S', rows: [['a']] }], {
            parts: { 'xl/sharedStrings.xml': `${bomb}<sst><si><t>&b;</t></si></sst>` },
          }),
        )
      )?.code,
    ).toBe('file-hostile')
  })
  test('a zip bomb: 24 MB of blanks in 24 kB', async () => {
    const sheet = new Uint8Array(24 << 20).fill(0x20)
    sheet.set(utf8('<worksheet xmlns="x"><sheetData><row r="1"><c t="inlineStr"><is><t>'))
    expect(
      await refusalOf(makeXlsx([{ name: 'S', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': sheet } })),
    ).toMatchObject({ code: 'file-hostile', details: { what: 'inflated-size' } })
  })
  test('1,000 entries are read, 1,001 are not', async () => {
    const filler = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 'x']))
    const own = 7
    expect(
      await refusalOf(makeXlsx([{ name: 'S', rows: [['a']] }], { parts: filler(1_000 - own) })),
    ).toBeNull()
    expect(
      await refusalOf(makeXlsx([{ name: 'S', rows: [['a']] }], { parts: filler(1_001 - own) })),
    ).toMatchObject({ code: 'file-hostile', details: { what: 'entries' } })
  })
  test('names that climb out, absolute ones, names that stand twice', async () => {
    for (const name of ['../evil', 'xl/../../evil', '/etc/passwd', 'C:\\evil'])
      expect(
        (await refusalOf(makeXlsx([{ name: 'S', rows: [['a']] }], { parts: { [name]: 'x' } })))?.code,
        name,
      ).toBe('file-hostile')
    expect(
      (
        await refusalOf(
          makeXlsx([{ name: 'S', rows: [['a']] }], { parts: { 'XL/Workbook.xml': '<workbook/>' } }),
        )
      )?.code,
    ).toBe('file-hostile')
  })
  test('a zip that is no workbook is an archive, to be unpacked', async () => {
    expect(await refusalOf(makeZip({ 'a.csv': 'a,b\n1,2' }))).toMatchObject({
      code: 'file-is-archive',
      details: { format: 'zip' },
    })
    expect(await refusalOf(makeZip({ 'xl/a.csv': 'a,b\n1,2' }))).toMatchObject({
      code: 'file-is-archive',
      details: { format: 'zip' },
    })
  })
  test('a size in the directory that is not the one of the local header, or not the real one, is refused', async () => {
    const bytes = Buffer.from(makeXlsx([{ name: 'S', rows: [['a']] }]))
    for (
      let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')
    )
      bytes.writeUInt32LE(1, at + 24)
    expect(await refusalOf(bytes)).toMatchObject({ code: 'file-hostile', details: { what: 'header-lies' } })
    for (
      let at = bytes.indexOf('PK\x03\x04', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('PK\x03\x04', at + 4, 'latin1')
    )
      bytes.writeUInt32LE(1, at + 22)
    expect(await refusalOf(bytes)).toMatchObject({ code: 'file-hostile', details: { what: 'header-lies' } })
  })
})

describe('damaged files are named', () => {
  const whole = makeXlsx(
    [{ name: 'S', rows: Array.from({ length: 300 }, (_, row) => [`r${row}`, String(row * 7919)]) }],
    { strings: 'inline' },
  )
  test('cut anywhere, a workbook is truncated, never partly read', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(
        (await refusalOf(whole.subarray(0, Math.floor(whole.length * share))))?.code,
        String(share),
      ).toBe('file-truncated')
    expect(await refusalOf(whole)).toBeNull()
  })
  test('sheet XML that ends in the middle', async () => {
    expect(
      (
        await refusalOf(
          makeXlsx([{ name: 'S', rows: [] }], {
            parts: { 'xl/worksheets/sheet1.xml': '<worksheet xmlns="x"><sheetData><row r="1"><c><v>1</v>' },
          }),
        )
      )?.code,
    ).toBe('file-truncated')
  })
  test('a sheet the workbook lists but the zip does not hold', async () => {
    const bytes = Buffer.from(makeXlsx([{ name: 'S', rows: [['a']] }]))
    for (let at = bytes.indexOf('sheet1.xml'); at >= 0; at = bytes.indexOf('sheet1.xml', at + 1))
      bytes[at] = 0x7a
    expect((await refusalOf(bytes))?.code).toBe('file-truncated')
  })
  test('one changed digit inside a part fails its checksum', async () => {
    const bytes = Buffer.from(makeXlsx([{ name: 'S', rows: [[{ n: '1000' }]] }], { level: 0 }))
    bytes.write('9000', bytes.indexOf('1000'))
    expect(await refusalOf(bytes)).toMatchObject({ code: 'file-unreadable', details: { what: 'checksum' } })
  })
})

describe('files that are no tables say what they are', () => {
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['a photograph named .xlsx', Buffer.from('ffd8ffe000104a46494600010101', 'hex'), 'jpeg'],
    ['a screenshot', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'png'],
    ['a database', utf8('SQLite format 3\0'), 'sqlite'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62)]), 'program'],
    ['a Word document', makeZip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }), 'word'],
    ['a web page without a table', utf8('<!DOCTYPE html><html><body>hello</body></html>'), 'document'],
    [
      'random bytes',
      Uint8Array.from({ length: 4_000 }, (_, at) => (at * 197 + (at >> 3) * 31) & 0xff),
      'binary',
    ],
  ]
  test.each(cases)('%s', async (_, bytes, found) => {
    expect(await refusalOf(bytes)).toMatchObject({ code: 'file-not-table', details: { found } })
  })
  test.each([
    ['rar', '526172211a0700cf'],
    ['7z', '377abcaf271c0004'],
  ])('a %s archive is unfolded and never read as a table', async (format, bytes) => {
    expect(await refusalOf(Buffer.from(bytes, 'hex'))).toMatchObject({
      code: 'file-is-archive',
      details: { format },
    })
  })
  test('a PDF of which nothing but the head is left', async () => {
    expect(await refusalOf(utf8('%PDF-1.7\n1 0 obj'))).toMatchObject({
      code: 'file-unreadable',
      details: { what: 'broken-document' },
    })
  })
  test('no bytes, and nothing but blanks', async () => {
    expect((await refusalOf(new Uint8Array()))?.code).toBe('file-empty')
    expect((await refusalOf(utf8(' \r\n\t\n ')))?.code).toBe('file-empty')
  })
  test('BM and MZ at the start of a text are text', async () => {
    expect(await cellsOf(utf8('BM,MZ\n1,2'))).toEqual([
      ['BM', 'MZ'],
      ['1', '2'],
    ])
    expect(await cellsOf(utf8('MZ,BM\n1,2'))).toEqual([
      ['MZ', 'BM'],
      ['1', '2'],
    ])
  })
})

describe('texts', () => {
  const table = '姓名,金额\r\n张三,1\r\n𠮷田㛃,2\r\n'
  const rows = [
    ['姓名', '金额'],
    ['张三', '1'],
    ['𠮷田㛃', '2'],
  ]
  test('the same table in every encoding', async () => {
    for (const [name, bytes, encoding] of [
      ['utf-8', utf8(table), 'utf-8'],
      ['utf-8 with mark', utf8(`\ufeff${table}`), 'utf-8'],
      ['gb18030', gb18030(table), 'gb18030'],
      ['utf-16le with mark', utf16(table, 'le'), 'utf-16le'],
      ['utf-16be with mark', utf16(table, 'be'), 'utf-16be'],
      ['utf-16le', utf16(table, 'le', false), 'utf-16le'],
      ['utf-16be', utf16(table, 'be', false), 'utf-16be'],
    ] as const) {
      const read = await readTable(bytes)
      expect([name, read.encoding, read.sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
        name,
        encoding,
        rows,
      ])
    }
  })
  test('pieces may cut characters, quotes and line ends anywhere', async () => {
    const text = '姓名,说明\r\n"张\r\n三","他说""好"""\r\n李四,x\r\n'
    for (const bytes of [utf8(text), gb18030(text)])
      for (const piece of [1, 2, 3, 5, 7]) {
        expect(await cellsOf(bytes, { piece })).toEqual([
          ['姓名', '说明'],
          ['张\r\n三', '他说"好"'],
          ['李四', 'x'],
        ])
      }
  })
  test('a long ASCII head before the first Chinese character in GB18030', async () => {
    const head = `id,name\n${`1,${'a'.repeat(98)}\n`.repeat(90_000)}`
    const read = await readTable(Buffer.concat([utf8(head), gb18030('2,张三\n')]))
    expect(read.sheets[0]?.rows.at(-1)?.cells).toEqual(['2', '张三'])
  })
  test('the first Chinese character behind such a head may be cut in two, in either encoding, and may be the last of the file', async () => {
    const lines = `1,${'a'.repeat(98)}\n`.repeat(90_000)
    for (const [encode, bytes] of [
      [gb18030, 1],
      [utf8, 1],
      [utf8, 2],
    ] as const)
      for (const after of ['3,李四\n', '']) {
        const head = `id,name\n${lines}`.slice(0, 8 * 1024 * 1024 + 256 * 1024 - bytes - 3)
        const read = await readTable(
          Buffer.concat([utf8(`${head}\n2,`), encode(`中${after === '' ? '' : '文\n'}${after}`)]),
        )
        expect(read.sheets[0]?.rows.slice(after === '' ? -1 : -2).map(({ cells }) => cells)).toEqual(
          after === ''
            ? [['2', '中']]
            : [
                ['2', '中文'],
                ['3', '李四'],
              ],
        )
      }
  })
  test('separators: comma, TAB, semicolon, bar; one column has none', async () => {
    for (const separator of [',', '\t', ';', '|']) {
      const read = await readTable(
        utf8(['编号', '姓名', '金额'].join(separator) + '\n' + ['1', '张三', '2.5'].join(separator)),
      )
      expect([separator, read.separator, read.sheets[0]?.rows[1]?.cells]).toEqual([
        separator,
        separator,
        ['1', '张三', '2.5'],
      ])
    }
    expect((await readTable(utf8('只有一列\n张三\n李四'))).separator).toBeNull()
  })
  test('a TSV with thousands commas is not split at them', async () => {
    expect(await cellsOf(utf8('卡号\t金额\n1\t1,234.00\n2\t5,678.90\n3\t9,012.34'))).toEqual([
      ['卡号', '金额'],
      ['1', '1,234.00'],
      ['2', '5,678.90'],
      ['3', '9,012.34'],
    ])
  })
  test('a TAB after each quoted cell belongs to the cell, not to the separator (ICBC)', async () => {
    expect(await cellsOf(utf8('日期,金额\n2023-05-02\t,"13.40  \t"\n2023-05-03\t,"1,3.40"\t\n'))).toEqual([
      ['日期', '金额'],
      ['2023-05-02\t', '13.40  \t'],
      ['2023-05-03\t', '1,3.40\t'],
    ])
  })
  test('leading empty cells are data (Tenpay registration rows)', async () => {
    expect(await cellsOf(utf8('a\tb\tc\n\t\t6222021234567890123\n'))).toEqual([
      ['a', 'b', 'c'],
      ['', '', '6222021234567890123'],
    ])
  })
  test('a quote inside a cell is a quote; one that never closes is taken literally', async () => {
    expect(await cellsOf(utf8('a,b\n5"盘,点击"多\n"没有结尾,x\n1,2\n'))).toEqual([
      ['a', 'b'],
      ['5"盘', '点击"多'],
      ['"没有结尾', 'x'],
      ['1', '2'],
    ])
  })
  test('a line without end is refused; at the limit it is read', async () => {
    expect((await refusalOf(utf8('a'.repeat(5 << 20))))?.code).toBe('file-hostile')
    expect((await refusalOf(utf8(','.repeat(5 << 20))))?.code).toBe('file-hostile')
    expect((await cellsOf(utf8(`a,b\n${'x'.repeat(4 << 20)}`)))[1]?.[0]?.length).toBe(4 << 20)
  })
  test('a quote that opens a name swallows no rows up to the next one that closes; a text of several lines stays one', async () => {
    const lines = [
      '时间\t昵称\t金额\t备注',
      '1\t"小明\t3\t4',
      '5\t6\t7\t8',
      '9\t"y"\tz\tw',
      '10\t"15"\t12\t"two',
      'lines"',
      '13\t14\t15\t"a\tb',
      'c"',
      '16\t17\t18\t19',
    ]
    for (const end of ['\n', '\r\n', '\r'])
      for (const piece of [1, 3, 7, 1_000]) {
        expect(
          await cellsOf(utf8(lines.join(end)), { piece, separator: '\t' }),
          JSON.stringify([end, piece]),
        ).toEqual([
          ['时间', '昵称', '金额', '备注'],
          ['1', '"小明', '3', '4'],
          ['5', '6', '7', '8'],
          ['9', 'y', 'z', 'w'],
          ['10', '15', '12', `two${end}lines`],
          ['13', '14', '15', `a\tb${end}c`],
          ['16', '17', '18', '19'],
        ])
        const wide = [
          'a,b,c,d,e,f,g,h',
          '1,"2,3,4,5,6,7,8',
          '6,7,8,9,15",1,1,1',
          '1,"2,3',
          '4,""5""",3,4,5,6,7,8',
        ]
        expect(await cellsOf(utf8(wide.join(end)), { piece, separator: ',' })).toEqual([
          ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
          ['1', '"2', '3', '4', '5', '6', '7', '8'],
          ['6', '7', '8', '9', '15"', '1', '1', '1'],
          ['1', `2,3${end}4,"5"`, '3', '4', '5', '6', '7', '8'],
        ])
        // What is written as it should be is read so, though it looks like rows.
        expect(
          await cellsOf(utf8(['a,b,c', 'x,"y,z', '1,2,3",w'].join(end)), { piece, separator: ',' }),
        ).toEqual([
          ['a', 'b', 'c'],
          ['x', `y,z${end}1,2,3`, 'w'],
        ])
      }
  })
  test('quotes that never close on every line cost no more than the lines', async () => {
    const rows = await cellsOf(utf8(`x,y\n${'a,"b\n'.repeat(50_000)}`))
    expect([rows.length, rows[1], rows.at(-1)]).toEqual([50_001, ['a', '"b'], ['a', '"b']])
  })
  test('line ends of old Macs', async () => {
    expect(await cellsOf(utf8('a,b\r1,2\r3,4'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })
  test('a separator at the end of the last line is an empty cell', async () => {
    expect(await cellsOf(utf8('a,b\n1,'))).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(await cellsOf(utf8('a,b\n"1",'))).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
  })
  test('text named .xls is read by its bytes', async () => {
    expect(await cellsOf(gb18030('卡号\t金额\n="6222021234567890123"\t1\n'), { fileName: 'x.xls' })).toEqual([
      ['卡号', '金额'],
      ['="6222021234567890123"', '1'],
    ])
  })
  test('a stray broken byte does not turn UTF-8 into another encoding', async () => {
    const text = utf8(`姓名,金额\n${'张三,1\n'.repeat(500)}`)
    const read = await readTable(Buffer.concat([text, Buffer.from([0xe5, 0xbc]), utf8(',9\n')]))
    expect([read.encoding, read.sheets[0]?.rows[1]?.cells]).toEqual(['utf-8', ['张三', '1']])
  })
  test('the encoding can be chosen against the bytes', async () => {
    expect((await cellsOf(utf8('姓名,a\n1,2'), { encoding: 'gb18030' }))[0]?.[0]).not.toBe('姓名')
  })
  test('a row of 20,000 cells is cut at the width of a spreadsheet', async () => {
    const wide = Array.from({ length: 20_000 }, (_, index) => columnName(index)).join(',')
    expect((await cellsOf(utf8(`${wide}\n${wide}\n`)))[0]?.length).toBe(16_384)
  })
})

describe('older formats', () => {
  test('HTML that shows an amount without its hundredths has them beside it', async () => {
    const cells = [
      ['x:num="1234.56"', '1,235'],
      ['sdval="1234.5600000000001"', '1,234.6'],
      ['x:num="-0.5"', '-1'],
      ['x:num="1.0049999999999999"', '1.01'],
      ['x:num="44562.5"', '2022'],
      ['x:num="0.05"', '5%'],
      ['x:num', '7'],
      ['sdval="1235"', '1,235'],
    ]
    const read = await readTable(
      utf8(
        `<html><table><tr><td>a</td></tr><tr>${cells.map(([value, shown]) => `<td ${value}>${shown}</td>`).join('')}</tr></table></html>`,
      ),
    )
    expect(read.sheets[0]?.rows.at(-1)?.cells).toEqual([
      '1234.56',
      '1234.56',
      '-0.5',
      '1.01',
      '2022',
      '5%',
      '7',
      '1,235',
    ])
  })
  test('HTML named .xls keeps long numbers as text', async () => {
    const html =
      '<html><meta charset="gb2312"><table><tr><td>卡号</td><td>姓名</td></tr><tr><td>6222021234567890123</td><td>张三</td></tr></table></html>'
    for (const bytes of [utf8(html), gb18030(html)]) {
      const read = await readTable(bytes, { fileName: 'x.xls' })
      expect([read.container, read.sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
        'html',
        [
          ['卡号', '姓名'],
          ['6222021234567890123', '张三'],
        ],
      ])
    }
  })
  test('SpreadsheetML', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="甲"><Table><Row><Cell><Data ss:Type="String">卡号</Data></Cell></Row><Row><Cell><Data ss:Type="String">6222021234567890123</Data></Cell></Row></Table></Worksheet></Workbook>'
    const read = await readTable(utf8(xml))
    expect([read.container, read.sheets[0]?.name, read.sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
      'spreadsheetml',
      '甲',
      [['卡号'], ['6222021234567890123']],
    ])
  })
  test.each(['xls', 'ods', 'xlsx', 'html'] as const)(
    'LibreOffice wrote the same table as .%s',
    async (extension) => {
      const { sheets } = await readTable(
        readFileSync(new URL(`../fixtures/import/libreoffice.${extension}`, import.meta.url)),
      )
      const cells = sheets[0]?.rows.map((row) =>
        row.cells
          .join('|')
          .replace(/\|+$/, '')
          .replace('|TRUE', '|1')
          .replace(/货款\s+二期/, '货款 二期'),
      )
      // In HTML everything is the text that is shown; a date is then the text of its format.
      const expected =
        extension === 'html'
          ? [
              '卡号|户名|日期|时间|金额|序号|摘要|对',
              '6222021234567890123|张三|2022年9月12日|2022-09-12 12:00:00|-1234.50|42|货款 二期|1',
              '0000123456789012|𠮷田|2022年9月13日|2022-09-13 23:59:59|0.10',
            ]
          : [
              '卡号|户名|日期|时间|金额|序号|摘要|对',
              '6222021234567890123|张三|2022-09-12|2022-09-12 12:00:00|-1234.5|42|货款 二期|1',
              '0000123456789012|𠮷田|2022-09-13|2022-09-13 23:59:59|0.1',
            ]
      expect(cells?.slice(0, 3)).toEqual(expected)
      if (extension !== 'html')
        expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
          ['明细', false],
          ['草稿', true],
        ])
    },
  )
  test.each(['xlsb', 'biff8', 'xlml', 'fods', 'ods'] as const)(
    '%s as SheetJS writes it',
    async (bookType) => {
      const book = XLSX.utils.book_new()
      XLSX.utils.book_append_sheet(
        book,
        XLSX.utils.aoa_to_sheet([
          ['卡号', '金额'],
          ['6222021234567890123', -12.5],
        ]),
        '明细',
      )
      const bytes = XLSX.write(book, { type: 'buffer', bookType, codepage: 936 }) as Buffer
      const { sheets } = await readTable(bytes)
      expect([sheets[0]?.name, sheets[0]?.rows.map(({ cells }) => cells)]).toEqual([
        '明细',
        [
          ['卡号', '金额'],
          ['6222021234567890123', '-12.5'],
        ],
      ])
    },
  )
  test('BIFF5 in code page 936 (Excel 95): two bytes a character', async () => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['KKKK', 'b'],
        ['1', '2'],
      ]),
      'S',
    )
    const bytes = XLSX.write(book, { type: 'buffer', bookType: 'biff5' }) as Buffer
    Buffer.from(gb18030('卡号')).copy(bytes, bytes.indexOf('KKKK'))
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4)
    expect(await cellsOf(bytes)).toEqual([
      ['卡号', 'b'],
      ['1', '2'],
    ])
  })
  test('entities in markup are refused', async () => {
    expect(
      (
        await refusalOf(
          utf8(
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook><Worksheet><Table/></Worksheet></Workbook>',
          ),
        )
      )?.code,
    ).toBe('file-hostile')
  })
  test('an encrypted workbook without its parts is told as cut, one whose key lies on a server as not to be read', async () => {
    expect(await refusalOf(oleWith(['Root Entry', 'EncryptionInfo', 'EncryptedPackage']))).toMatchObject({
      code: 'file-truncated',
    })
    expect(await refusalOf(oleWith(['Root Entry', 'EncryptedPackage']))).toMatchObject({
      code: 'file-unreadable',
      details: { what: 'encryption' },
    })
  })
  test('an old Word document in OLE', async () => {
    expect(await refusalOf(oleWith(['Root Entry', 'WordDocument']))).toMatchObject({
      code: 'file-not-table',
      details: { found: 'word' },
    })
  })
  test('OLE bytes that end after the head', async () => {
    expect((await refusalOf(oleWith(['Root Entry']).subarray(0, 300)))?.code).toBe('file-truncated')
    expect((await refusalOf(oleWith(['Root Entry']).subarray(0, 512)))?.code).toBe('file-truncated')
  })
})

/** The smallest compound file with a directory of these names. */
function oleWith(names: readonly string[]): Uint8Array {
  const bytes = Buffer.alloc(512 * 3)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.fill(0xff, 76, 512)
  bytes.writeUInt32LE(0, 76)
  bytes.fill(0xff, 512, 1024)
  bytes.writeUInt32LE(0xfffffffd, 512)
  bytes.writeUInt32LE(0xfffffffe, 516)
  names.forEach((name, index) => {
    const at = 1024 + index * 128
    bytes.write(name, at, 'utf16le')
    bytes.writeUInt16LE((name.length + 1) * 2, at + 64)
  })
  return bytes
}
