/** Odd and hostile files of the other spreadsheet formats. */
import * as XLSX from 'xlsx'
import { gb18030, utf8 } from '../../engine/importFiles.ts'
import { writeZip } from '../zipWriter.ts'
import { type OddFile, refused, rows } from './oddFile.ts'

const number = '6222021234567890123'
/** SheetJS writes the formats nobody else writes any more. */
function written(
  bookType: XLSX.BookType | 'biff4' | 'biff3',
  given: readonly (readonly (string | number)[])[],
  name = 'S',
): Uint8Array {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(given.map((row) => [...row])), name)
  return XLSX.write(book, { type: 'buffer', bookType: bookType as XLSX.BookType }) as Uint8Array
}
const namespaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="s"'
const content = (tables: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<office:document-content ${namespaces}><office:automatic-styles><style:style style:name="hid"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
const ods =
  (xml: string, kind = 'spreadsheet') =>
  () =>
    writeZip([
      { name: 'mimetype', data: `application/vnd.oasis.opendocument.${kind}`, stored: true },
      { name: 'content.xml', data: xml },
      { name: 'META-INF/manifest.xml', data: '<manifest:manifest/>' },
    ])
const text = (value: string): string =>
  `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`
const ml = (table: string, after = ''): string =>
  `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"><Worksheet ss:Name="甲"><Table>${table}</Table>${after}</Worksheet></Workbook>`
const datum = (type: string, value: string, attributes = ''): string =>
  `<Cell${attributes}><Data ss:Type="${type}">${value}</Data></Cell>`
const page = (body: string): string =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td { mso-number-format:"\\@"; }</style></head><body>${body}</body></html>`
function loopingOle(): Uint8Array {
  const bytes = Buffer.alloc(512 * 4)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt16LE(6, 32)
  bytes.writeUInt32LE(1, 48)
  bytes.fill(0xff, 76, 512)
  bytes.writeUInt32LE(0, 76)
  // The directory's sector is followed by itself.
  bytes.writeUInt32LE(1, 512 + 4)
  return bytes
}

export const oddOlderFormats: readonly OddFile[] = [
  ...(['biff8', 'biff5', 'biff4', 'biff3', 'biff2'] as const).map((bookType): OddFile => ({
    name: `${bookType}.xls`,
    why: `an .xls of the age of ${bookType}`,
    bytes: () =>
      written(bookType, [
        ['card', 'amount'],
        [number, -12.5],
      ]),
    gives: rows(['card', 'amount'], [number, '-12.5']),
  })),
  {
    name: 'wps.et',
    why: 'a sheet of WPS is an .xls under another name',
    bytes: () =>
      written('biff8', [
        ['卡号', '金额'],
        [number, 1],
      ]),
    gives: rows(['卡号', '金额'], [number, '1']),
  },
  {
    name: 'xlsb.xlsb',
    why: 'a binary workbook',
    bytes: () => written('xlsb', [['卡号'], [number]]),
    gives: rows(['卡号'], [number]),
  },
  ...(['biff8', 'xlsb'] as const).map((bookType): OddFile => ({
    name: `doubles-${bookType}`,
    why: 'a number beyond 15 digits is a double there: given with its exponent, so that it is marked as damaged',
    bytes: () => written(bookType, [[6222021234567890123, 62220212345678901, 1e15, 999_999_999_999_999]]),
    gives: rows(['6.22202123456789E+18', '6.2220212345678904E+16', '1E+15', '999999999999999']),
  })),
  {
    name: 'half.xls',
    why: 'an .xls that breaks off',
    bytes: () =>
      written(
        'biff8',
        Array.from({ length: 2_000 }, (_, row) => [`r${row}`, row]),
      ).subarray(0, 20_000),
    gives: refused('file-unreadable', 'workbook'),
  },
  {
    name: 'looping.xls',
    why: 'a chain of sectors that bites its tail',
    bytes: loopingOle,
    gives: refused('file-hostile', 'workbook'),
  },
  {
    name: 'digits.ods',
    why: "the digits of office:value are the file's own, whatever is shown",
    bytes: ods(
      content(
        `<table:table table:name="甲"><table:table-row><table:table-cell office:value-type="float" office:value="${number}"><text:p>6.22E+18</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2022-09-12T08:30:00"><text:p>12.9.</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT08H05M09S"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table>`,
      ),
    ),
    gives: rows([number, '2022-09-12 08:30:00', '08:05:09', 'TRUE']),
  },
  {
    name: 'text.ods',
    why: 'blanks, TABs and line breaks are elements; a note and its text are none of the cell',
    bytes: ods(
      content(
        `<table:table table:name="甲"><table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p><text:p>  e\n <text:span>f</text:span></text:p></table:table-cell></table:table-row></table:table>`,
      ),
    ),
    gives: rows(['a  b\tc\nd\ne f']),
  },
  {
    name: 'repeated.ods',
    why: 'empty rows and columns to the end of the sheet cost nothing, repeated cells are there',
    bytes: ods(
      content(
        `<table:table table:name="甲"><table:table-row table:number-rows-repeated="2">${text('a').replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="16382"/></table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`,
      ),
    ),
    gives: rows(['a', 'a'], ['a', 'a']),
  },
  {
    name: 'repeated-bomb.ods',
    why: 'one cell repeated into seventeen thousand million',
    bytes: ods(
      content(
        `<table:table table:name="甲"><table:table-row table:number-rows-repeated="1048576">${text('a').replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="16384"')}</table:table-row></table:table>`,
      ),
    ),
    gives: refused('file-hostile', 'repeated'),
  },
  {
    name: 'hidden.ods',
    why: 'a hidden table, and one remembered of another file that is no sheet',
    bytes: ods(
      content(
        `<table:table table:name="甲"><table:table-row>${text('1')}</table:table-row></table:table><table:table table:name="乙" table:style-name="hid"><table:table-row>${text('2')}</table:table-row></table:table><table:table table:name="'file:///x'#$A" table:style-name="ta_extref"><table:table-row>${text('3')}</table:table-row></table:table>`,
      ),
    ),
    gives: { sheets: { 甲: [['1']], '乙 (hidden)': [['2']] } },
  },
  {
    name: 'doctype.ods',
    why: 'an entity bomb in the content',
    bytes: ods(content('', '<!DOCTYPE x [<!ENTITY a "b">]>')),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'letter.odt',
    why: 'a letter',
    bytes: ods(content(''), 'text'),
    gives: refused('file-not-table', 'document'),
  },
  {
    name: 'no-content.ods',
    why: 'an .ods without its content',
    bytes: () =>
      writeZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]),
    gives: refused('file-truncated', 'sheet'),
  },
  {
    name: 'flat.fods',
    why: 'OpenDocument in one XML file',
    bytes: () =>
      utf8(
        content(
          `<table:table table:name="甲"><table:table-row>${text('卡号')}</table:table-row></table:table>`,
        )
          .replaceAll('office:document-content', 'office:document')
          .replace(
            '<office:document ',
            '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet" ',
          ),
      ),
    gives: rows(['卡号']),
  },
  {
    name: 'rich-ml.xls',
    why: 'SpreadsheetML: two fonts in one text, places, merged cells, digits and dates',
    bytes: () =>
      utf8(
        ml(
          `<Row>${datum('String', '卡号')}<Cell ss:MergeAcross="1"><ss:Data ss:Type="String"><html:Font html:Face="SimSun">上海市</html:Font><html:B>24</html:B>号</ss:Data><Comment><ss:Data>a note</ss:Data></Comment></Cell>${datum('String', '后')}</Row><Row ss:Index="3">${datum('Number', number)}${datum('DateTime', '2022-09-12T08:30:00.000', ' ss:Index="3"')}${datum('DateTime', '1899-12-31T08:05:09.000')}${datum('Error', '#N/A')}${datum('Boolean', '1')}</Row>`,
        ),
      ),
    gives: rows(
      ['卡号', '上海市24号', '', '后'],
      [number, '', '2022-09-12 08:30:00', '08:05:09', '#N/A', 'TRUE'],
    ),
  },
  {
    name: 'gb-ml.xls',
    why: 'SpreadsheetML in GB18030',
    bytes: () =>
      gb18030(
        ml(`<Row>${datum('String', '姓名&#10;二')}</Row>`).replace(
          'version="1.0"',
          'version="1.0" encoding="GB2312"',
        ),
      ),
    gives: rows(['姓名\n二']),
  },
  {
    name: 'hidden-ml.xls',
    why: 'SpreadsheetML: a hidden sheet says so only at its end',
    bytes: () =>
      utf8(
        ml(
          `<Row>${datum('String', 'a')}</Row>`,
          '<WorksheetOptions xmlns="x"><Visible>SheetHidden</Visible></WorksheetOptions>',
        ),
      ),
    gives: { sheets: { '甲 (hidden)': [['a']] } },
  },
  {
    name: 'far-ml.xls',
    why: 'SpreadsheetML: a row far beyond the sheet',
    bytes: () => utf8(ml(`<Row ss:Index="999999999">${datum('String', 'a')}</Row>`)),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'doctype-ml.xls',
    why: 'SpreadsheetML with an entity bomb',
    bytes: () => utf8(ml('').replace('<?mso', '<!DOCTYPE x [<!ENTITY a "b">]><?mso')),
    gives: refused('file-hostile', 'doctype'),
  },
  {
    name: 'page.xls',
    why: 'a web page named .xls, in GB18030, with entities and styles',
    bytes: () =>
      gb18030(
        page(
          `<table><tr><th>卡号</th><th>户名<br>二</th></tr><tr><td>${number}</td><td>&nbsp;张&#19977; &lt;1&gt;&amp;amp;</td></tr></table>`,
        ),
      ),
    gives: rows(['卡号', '户名\n二'], [number, '张三 <1>&amp;']),
  },
  {
    name: 'unclosed.xls',
    why: 'a web page whose cells and rows nobody closed',
    bytes: () => utf8('<TABLE><TR><TD>a<TD>b<TR><TD>1<TD>2</TABLE>'),
    gives: rows(['a', 'b'], ['1', '2']),
  },
  {
    name: 'spans.xls',
    why: 'cells over several rows and columns',
    bytes: () =>
      utf8(
        '<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>',
      ),
    gives: rows(['a', 'b'], ['', 'c', 'd'], ['e']),
  },
  {
    name: 'nested.xls',
    why: 'a table in a table that only lays out the page',
    bytes: () =>
      utf8('<table><tr><td>标题<table><tr><td>卡号</td></tr><tr><td>1</td></tr></table></td></tr></table>'),
    gives: { sheets: { Sheet1: [['标题']], Sheet2: [['卡号'], ['1']] } },
  },
  {
    name: 'shortened.xls',
    why: 'a number shown shortened, with its digits beside it',
    bytes: () =>
      utf8(
        page(
          `<table><tr><td x:num="${number}">6.22E+18</td><td x:num="1234.5">1,234.50</td><td x:num="44816">########</td></tr></table>`,
        ),
      ),
    gives: rows([number, '1,234.50', '44816']),
  },
  {
    name: 'script.xls',
    why: 'scripts, comments and a bracket that is no tag',
    bytes: () =>
      utf8(
        '<html><script>if (a<b) document.write("<td>x</td>")</script><table><!-- <tr><td>no</td></tr> --><tr><td>1 < 2</td></tr></table></html>',
      ),
    gives: rows(['1 < 2']),
  },
  {
    name: 'quotes.xls',
    why: 'a quote in a tag that never closes',
    bytes: () => utf8(`<table><tr><td title="x>a</td></tr></table>${'<i>'.repeat(200_000)}`),
    gives: rows(['a']),
  },
  {
    name: 'towers.xls',
    why: 'a hundred thousand tables within each other',
    bytes: () => utf8('<table><tr><td>'.repeat(100_000)),
    gives: refused('file-hostile', 'nested'),
  },
  {
    name: 'tables-beyond.xls',
    why: 'a table for every word of a page',
    bytes: () => utf8('<table><tr><td>a</td></tr></table>'.repeat(4_001)),
    gives: refused('file-hostile', 'sheets'),
  },
  {
    name: 'wide-span.xls',
    why: 'a cell over a thousand million columns',
    bytes: () => utf8(`<table><tr>${'<td colspan=999999999>a</td>'.repeat(20)}</tr></table>`),
    gives: refused('file-hostile', 'cell-reference'),
  },
  {
    name: 'no-table.xls',
    why: 'a web page without a table: the log-in page the browser saved',
    bytes: () => utf8('<!DOCTYPE html><html><body>请先登录</body></html>'),
    gives: refused('file-not-table', 'document'),
  },
  {
    name: 'entity.xls',
    why: 'a page that declares entities',
    bytes: () => utf8('<!DOCTYPE x [<!ENTITY a "b">]><html><table><tr><td>&a;</td></tr></table></html>'),
    gives: refused('file-hostile', 'doctype'),
  },
]
