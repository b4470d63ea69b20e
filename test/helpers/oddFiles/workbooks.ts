/** Odd and hostile xlsx workbooks. */
import {
  columnName,
  makeXlsx,
  utf16,
  utf8,
  type TestCell,
  type XlsxOptions,
} from '../../engine/importFiles.ts'
import { writeZip } from '../zipWriter.ts'
import { type OddFile, refused, rows } from './oddFile.ts'

const header = ['卡号', '时间', '金额']
const line = ['6222021234567890123', '2022-01-02 03:04:05', '1,234.50']
const table =
  (given: readonly (readonly TestCell[])[], options: XlsxOptions = {}) =>
  () =>
    makeXlsx([{ name: 'S', rows: given }], options)
/** A workbook whose only sheet is this XML. */
const sheetXml =
  (xml: string | Uint8Array, parts: XlsxOptions['parts'] = {}) =>
  () =>
    makeXlsx([{ name: 'S', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': xml, ...parts } })
const data = (inside: string): string => `<worksheet xmlns="x"><sheetData>${inside}</sheetData></worksheet>`
const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const bomb =
  '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
/** The parts of a workbook, to be put into a zip by hand. */
function parts(sheet: string): readonly { readonly name: string; readonly data: string }[] {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="${relations}"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
  ]
}
const one = data(`<row r="1">${inline('a')}</row>`)
function wide64(part: { readonly name: string; readonly data: string }) {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(BigInt(Buffer.byteLength(part.data)), 4)
  extra.writeBigUInt64LE(BigInt(Buffer.byteLength(part.data)), 12)
  return {
    ...part,
    stored: true,
    extra,
    lie: { inflated: 0xffffffff, stored: 0xffffffff, localInflated: 0xffffffff },
  }
}

export const oddWorkbooks: readonly OddFile[] = [
  {
    name: 'shared.xlsx',
    why: 'texts in one table beside the sheet, as Excel writes',
    bytes: table([header, line]),
    gives: rows(header, line),
  },
  {
    name: 'inline.xlsx',
    why: 'texts in the cells, as streaming exporters write',
    bytes: table([header, line], { strings: 'inline' }),
    gives: rows(header, line),
  },
  {
    name: 'no-references.xlsx',
    why: 'cells without r: they stand where they stand',
    bytes: table(
      [
        ['a', null, 'c'],
        [null, 'b'],
      ],
      { references: false },
    ),
    gives: rows(['a', '', 'c'], ['', 'b']),
  },
  {
    name: 'prefixed.xlsx',
    why: 'x:row and x:c, as the OpenXML SDK writes',
    bytes: table([header, line], { prefix: 'x' }),
    gives: rows(header, line),
  },
  {
    name: 'strict.xlsx',
    why: 'strict OOXML: another namespace, ISO dates',
    bytes: table([['t'], [{ xml: '<c r="A2" t="d"><v>2022-03-04T05:06:07</v></c>' }]], { strict: true }),
    gives: rows(['t'], ['2022-03-04 05:06:07']),
  },
  {
    name: '1904.xlsx',
    why: 'Excel for old Macs counts days from 1904',
    bytes: table([[{ n: '43354', s: 1 }]], { date1904: true }),
    gives: rows(['2022-09-12']),
  },
  {
    name: '1904-extended.xlsx',
    why: 'the same by a newer Excel, with a second workbookPr among its extensions',
    bytes: table([[{ n: '43354', s: 1 }]], {
      parts: {
        'xl/workbook.xml':
          '<workbook xmlns:r="r" xmlns:x15="x"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets><extLst><ext><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>',
      },
    }),
    gives: rows(['2022-09-12']),
  },
  {
    name: 'backslashes.xlsx',
    why: 'part names with backslashes from an old .NET exporter',
    bytes: table([header, line], { backslashes: true }),
    gives: rows(header, line),
  },
  {
    name: 'reversed.xlsx',
    why: 'sheets come in the order of the workbook, not of the zip; hidden ones are named too',
    bytes: () =>
      makeXlsx(
        [
          { name: '甲', rows: [['1']] },
          { name: '乙', rows: [['2']], state: 'veryHidden' },
        ],
        { reversedParts: true },
      ),
    gives: { sheets: { 甲: [['1']], '乙 (hidden)': [['2']] } },
  },
  {
    name: 'rich.xlsx',
    why: 'two fonts in one text, and a phonetic guide that is none of it',
    bytes: table([[{ xml: '<c r="A1" t="s"><v>0</v></c>' }]], {
      parts: {
        'xl/sharedStrings.xml':
          '<sst><si><r><t>张</t></r><r><rPr/><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si></sst>',
      },
    }),
    gives: rows(['张 三']),
  },
  {
    name: 'escapes.xlsx',
    why: '_x000D_, an escaped escape, entities, CDATA and kept blanks',
    bytes: sheetXml(
      data(
        `<row r="1">${inline('a_x000D_\nb')}${inline('_x005F_x0041_')}${inline('&lt;1&gt; &amp;#65; &#20013;')}${inline('<![CDATA[<row>&]]>')}<c t="inlineStr"><is><t xml:space="preserve">  x  </t></is></c></row>`,
      ),
    ),
    gives: rows(['a\r\nb', '_x0041_', '<1> &#65; 中', '<row>&', '  x  ']),
  },
  {
    name: 'errors.xlsx',
    why: 'cells that hold an error',
    bytes: sheetXml(
      data('<row r="1"><c t="e"><v>#N/A</v></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c></row>'),
    ),
    gives: rows(['#N/A', '#DIV/0!', 'TRUE']),
  },
  {
    name: 'formulas.xlsx',
    why: 'a formula gives its kept value; DDE and links are text that is never followed',
    bytes: sheetXml(
      data(
        '<row r="1"><c t="str"><f>DDE("cmd";"/c calc";"x")</f><v>kept</v></c><c><f>[1]Other!A1</f><v>12.5</v></c></row>',
      ),
      { 'xl/externalLinks/externalLink1.xml': '<externalLink><externalBook r:id="r1"/></externalLink>' },
    ),
    gives: rows(['kept', '12.5']),
  },
  {
    name: 'long-numbers.xlsx',
    why: "digits of a number of 19 places are the file's own",
    bytes: table([[{ n: '6222021234567890123' }, { n: '6.2220212345678901E+18' }, { n: '52530.0' }]]),
    gives: rows(['6222021234567890123', '6.2220212345678901E+18', '52530']),
  },
  {
    name: 'utf16.xlsx',
    why: 'a sheet whose XML is UTF-16',
    bytes: sheetXml(
      utf16(`<?xml version="1.0" encoding="UTF-16"?>${data(`<row r="1">${inline('中文')}</row>`)}`, 'le'),
    ),
    gives: rows(['中文']),
  },
  {
    name: 'pretty.xlsx',
    why: 'indented XML with single quotes and tags over several lines',
    bytes: sheetXml(
      "<worksheet>\n <sheetData>\n  <row\n   r='1'>\n   <c\n    r='B1'\n    t='inlineStr'><is>\n <t>a</t> </is>\n   </c>\n  </row>\n </sheetData>\n</worksheet>",
    ),
    gives: rows(['', 'a']),
  },
  {
    name: 'empty-index.xlsx',
    why: 'an empty index of a text is an empty cell, never the first text',
    bytes: table([['first', { xml: '<c r="B1" t="s"><v/></c>' }, 'c']]),
    gives: rows(['first', '', 'c']),
  },
  {
    name: 'missing-text.xlsx',
    why: 'a cell that names a text the file does not hold would be a cell lost in silence',
    bytes: table([['first', { xml: '<c r="B1" t="s"><v>7</v></c>' }]]),
    gives: refused('file-unreadable', 'shared-strings'),
  },
  {
    name: 'rows-back.xlsx',
    why: 'rows that repeat or go back in number do not share a place',
    bytes: sheetXml(
      data(
        '<row r="5"><c><v>1</v></c></row><row r="5"><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row>',
      ),
    ),
    gives: rows(['1'], ['2'], ['3']),
  },
  {
    name: 'comments.xlsx',
    why: 'cells within a comment are none',
    bytes: table([['a', { xml: '<!-- <c r="B1"><v>9</v></c> -->' }, 'c']]),
    gives: rows(['a', '', 'c']),
  },
  {
    name: 'style-beyond.xlsx',
    why: 'a cell of a style that does not exist',
    bytes: sheetXml(data('<row r="1"><c s="4000000"><v>44816</v></c><c s="-1"><v>1</v></c></row>')),
    gives: rows(['44816', '1']),
  },
  {
    name: 'odd-formats.xlsx',
    why: 'number formats made to keep a regular expression busy',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [[{ n: '44816', s: 1 }]] }], {
        parts: {
          'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(50_000)}${'&quot;'.repeat(50_001)}yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
        },
      }),
    gives: { count: 1 },
  },
  {
    name: 'open-phonetics.xlsx',
    why: 'half a million phonetic guides that nobody closes, and texts that are no tags',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [] }], {
        level: 0,
        parts: {
          'xl/worksheets/sheet1.xml': data(
            `<row r="1"><c t="inlineStr"><is>${'<rPh>'.repeat(500_000)}</is></c></row><row r="2"><c t="inlineStr"><is>${'<t '.repeat(500_000)}</c></row><row r="3">${inline('a')}</row>`,
          ),
        },
      }),
    gives: { count: 3 },
  },
  {
    name: 'sheets-5000.xlsx',
    why: 'more sheets than anybody can look at',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [] }], {
        parts: {
          'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${Array.from({ length: 5_000 }, (_, index) => `<sheet name="${index}" r:id="rId1"/>`).join('')}</sheets></workbook>`,
        },
      }),
    gives: refused('file-hostile', 'sheets'),
  },
  {
    name: 'prototype.xlsx',
    why: 'names that are words of JavaScript',
    bytes: () =>
      makeXlsx(
        ['__proto__', 'constructor', 'toString'].map((name) => ({
          name,
          rows: [
            ['__proto__', 'constructor', 'prototype'],
            ['polluted', '1', '2'],
          ],
        })),
      ),
    gives: {
      sheets: Object.fromEntries(
        ['__proto__', 'constructor', 'toString'].map((name) => [
          name,
          [
            ['__proto__', 'constructor', 'prototype'],
            ['polluted', '1', '2'],
          ],
        ]),
      ),
    },
  },
  {
    name: 'chart-sheet.xlsx',
    why: 'a sheet that is a chart holds no cells',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [['a']] }], {
        parts: {
          'xl/workbook.xml':
            '<workbook xmlns:r="r"><sheets><sheet name="图" r:id="rC"/><sheet name="S" r:id="rId1"/></sheets></workbook>',
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rC" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rT" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        },
      }),
    gives: rows(['a']),
  },
  {
    name: 'dimension.xlsx',
    why: 'a dimension of the whole sheet costs nothing',
    bytes: sheetXml(
      '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    ),
    gives: rows(['1']),
  },
  {
    name: 'million-empty-rows.xlsx',
    why: 'rows that are formatted to the end of the sheet',
    bytes: sheetXml(data(`<row r="1"><c><v>1</v></c></row>${'<row/>'.repeat(1_000_000)}`), {}),
    gives: { count: 1_000_001 },
  },
  {
    name: 'last-cell.xlsx',
    why: 'the last cell a sheet can have',
    bytes: sheetXml(data('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    gives: rows([...Array.from({ length: 16_383 }, () => ''), '1']),
  },
  {
    name: 'beyond-columns.xlsx',
    why: 'one column more than a sheet can have',
    bytes: sheetXml(data('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'huge-column.xlsx',
    why: 'a column name that made other readers take all memory',
    bytes: sheetXml(data('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>')),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'beyond-rows.xlsx',
    why: 'row 16,777,217',
    bytes: sheetXml(data('<row r="16777217"><c><v>1</v></c></row>')),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'doctype-sheet.xlsx',
    why: 'an entity bomb in the sheet',
    bytes: sheetXml(`${bomb}<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>`),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'doctype-workbook.xlsx',
    why: 'an entity bomb in the list of sheets',
    bytes: sheetXml(one, { 'xl/workbook.xml': `${bomb}<workbook/>` }),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'doctype-strings.xlsx',
    why: 'an entity bomb in the texts',
    bytes: sheetXml(one, { 'xl/sharedStrings.xml': `${bomb}<sst><si><t>&b;</t></si></sst>` }),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'doctype-styles.xlsx',
    why: 'an outside entity in the styles',
    bytes: sheetXml(one, {
      'xl/styles.xml': '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><styleSheet/>',
    }),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'bomb.xlsx',
    why: '160 MB of blanks in 160 kB',
    bytes: () => {
      const blanks = new Uint8Array(160 << 20).fill(0x20)
      blanks.set(utf8('<worksheet><sheetData><row><c t="inlineStr"><is><t>'))
      return sheetXml(blanks)()
    },
    gives: refused('file-hostile', 'inflated-size'),
  },
  {
    name: 'endless-row.xlsx',
    why: 'a row that does not end within 16 MB',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [] }], {
        level: 0,
        parts: {
          'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${'<c><v>1</v></c>'.repeat(1_300_000)}`,
        },
      }),
    gives: refused('file-hostile', 'row'),
  },
  {
    name: 'endless-tag.xlsx',
    why: 'a quote that never closes before a million brackets',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [] }], {
        level: 0,
        parts: { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row x="${'>'.repeat(4_000_000)}` },
      }),
    gives: refused('file-hostile', 'text'),
  },
  {
    name: 'endless-tag-strings.xlsx',
    why: 'the same among the texts',
    bytes: () =>
      makeXlsx([{ name: 'S', rows: [['a']] }], {
        level: 0,
        parts: { 'xl/sharedStrings.xml': `<sst><si x='${'>'.repeat(4_000_000)}` },
      }),
    gives: refused('file-hostile', 'text'),
  },
  {
    name: 'entries-1001.xlsx',
    why: 'more parts than any workbook has',
    bytes: () =>
      writeZip([
        ...parts(one),
        ...Array.from({ length: 996 }, (_, index) => ({ name: `f${index}`, data: 'x' })),
      ]),
    gives: refused('file-hostile', 'entries'),
  },
  {
    name: 'entries-100000.xlsx',
    why: 'a hundred thousand empty parts',
    bytes: () =>
      writeZip(
        [
          ...parts(one),
          ...Array.from({ length: 99_995 }, (_, index) => ({ name: `f${index}`, data: '', stored: true })),
        ],
        { count: 99_999 & 0xffff },
      ),
    gives: refused('file-hostile', 'entries'),
  },
  {
    name: 'entries-hidden.xlsx',
    why: 'an end record that counts fewer parts than there are',
    bytes: () => writeZip(parts(one), { count: 3 }),
    gives: refused('file-hostile', 'entry-count'),
  },
  {
    name: 'climbing.xlsx',
    why: 'a part whose name climbs out of the folder',
    bytes: () => writeZip([...parts(one), { name: '../../etc/cron.d/x', data: 'x' }]),
    gives: refused('file-hostile', 'entry-name'),
  },
  {
    name: 'absolute.xlsx',
    why: 'a part with a drive letter',
    bytes: () => writeZip([...parts(one), { name: 'C:\\x', data: 'x' }]),
    gives: refused('file-hostile', 'entry-name'),
  },
  {
    name: 'twice.xlsx',
    why: 'two parts of one name: two programs would read two files',
    bytes: () => writeZip([...parts(one), { name: 'XL/Worksheets/Sheet1.xml', data: one }]),
    gives: refused('file-hostile', 'entry-twice'),
  },
  {
    name: 'overlapping.xlsx',
    why: 'parts that share their bytes: kilobytes that inflate to petabytes',
    bytes: () =>
      writeZip(parts(one).map((part, index) => (index === 4 ? { ...part, lie: { offset: 0 } } : part))),
    gives: refused('file-hostile', 'entries-overlap'),
  },
  {
    name: 'lying-directory.xlsx',
    why: 'a directory that tells another size than the part has',
    bytes: () => writeZip(parts(one).map((part) => ({ ...part, lie: { inflated: 3, localInflated: 3 } }))),
    gives: refused('file-hostile', 'header-lies'),
  },
  {
    name: 'lying-header.xlsx',
    why: 'a part that tells another size than the directory',
    bytes: () => writeZip(parts(one).map((part) => ({ ...part, lie: { localInflated: 3 } }))),
    gives: refused('file-hostile', 'header-lies'),
  },
  {
    name: 'checksum.xlsx',
    why: 'one changed digit inside a part',
    bytes: () => {
      const bytes = Buffer.from(makeXlsx([{ name: 'S', rows: [[{ n: '1000' }]] }], { level: 0 }))
      bytes.write('9000', bytes.indexOf('1000'))
      return bytes
    },
    gives: refused('file-unreadable', 'checksum'),
  },
  {
    name: 'method.xlsx',
    why: 'parts compressed in a way no workbook is',
    bytes: () => writeZip(parts(one).map((part) => ({ ...part, stored: true, lie: { method: 93 } }))),
    gives: refused('file-hostile', 'header-lies'),
  },
  {
    name: 'streamed.xlsx',
    why: 'sizes behind the data, as programs write that cannot go back',
    bytes: () => writeZip(parts(one).map((part) => ({ ...part, streamed: true }))),
    gives: rows(['a']),
  },
  {
    name: 'zip64.xlsx',
    why: 'sizes of 64 bits in a small file, as .NET writes them',
    bytes: () => writeZip(parts(one).map(wide64)),
    gives: rows(['a']),
  },
  {
    name: 'comment.xlsx',
    why: 'a long comment at the end of the zip',
    bytes: () => writeZip(parts(one), { comment: 'x'.repeat(60_000) }),
    gives: rows(['a']),
  },
  {
    name: 'half.xlsx',
    why: 'the copy broke off in the middle',
    bytes: () => {
      const bytes = makeXlsx([{ name: 'S', rows: [header, line] }])
      return bytes.subarray(0, bytes.length >> 1)
    },
    gives: refused('file-truncated'),
  },
  {
    name: 'half-sheet.xlsx',
    why: 'the exporter died in the middle of the sheet',
    bytes: sheetXml('<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="2"><c><v>2</v>'),
    gives: refused('file-truncated'),
  },
  {
    name: 'no-sheet.xlsx',
    why: 'a sheet the workbook lists but the zip does not hold',
    bytes: () => writeZip(parts(one).slice(0, 4)),
    gives: refused('file-truncated', 'sheet'),
  },
  {
    name: 'wide.xlsx',
    why: '16,385 cells without references in one row',
    bytes: sheetXml(data(`<row>${'<c><v>1</v></c>'.repeat(16_385)}</row>`)),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'macros.xlsm',
    why: "a workbook with macros, which are nobody's business here",
    bytes: () => writeZip([...parts(one), { name: 'xl/vbaProject.bin', data: 'x' }]),
    gives: rows(['a']),
  },
  {
    name: 'columns.xlsx',
    why: 'a name for every column up to ZZ',
    bytes: table([Array.from({ length: 702 }, (_, index) => columnName(index))]),
    gives: rows(Array.from({ length: 702 }, (_, index) => columnName(index))),
  },
]
