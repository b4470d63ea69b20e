/** Odd and hostile texts, and files that are no tables at all. */
import { gzipSync } from 'node:zlib'
import { columnName, gb18030, utf16, utf8 } from '../../engine/importFiles.ts'
import { writeTar, writeZip } from '../zipWriter.ts'
import { type OddFile, refused, rows } from './oddFile.ts'

const table = '姓名,金额\r\n张三,1\r\n𠮷田㛃,2\r\n'
const read = rows(['姓名', '金额'], ['张三', '1'], ['𠮷田㛃', '2'])
const foreign = (name: string, why: string, bytes: Uint8Array | string, found: string): OddFile => ({
  name,
  why,
  bytes: () => (typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes),
  gives: refused('file-not-table', found),
})
const separated = (name: string, separator: string, why: string): OddFile => ({
  name,
  why,
  bytes: () =>
    gb18030(
      [
        ['卡号', '户名', '金额'],
        ['6222021234567890123', '张三', '1,234.50'],
        ['', '李;四', '2.00'],
        ['1', '', ''],
      ]
        .map((row) => row.join(separator))
        .join('\n'),
    ),
  gives: rows(
    ['卡号', '户名', '金额'],
    ['6222021234567890123', '张三', '1,234.50'],
    ['', '李;四', '2.00'],
    ['1', '', ''],
  ),
})

export const oddTexts: readonly OddFile[] = [
  { name: 'utf8.csv', why: 'UTF-8', bytes: () => utf8(table), gives: read },
  { name: 'utf8-mark.csv', why: 'UTF-8 with its mark', bytes: () => utf8(`\ufeff${table}`), gives: read },
  {
    name: 'gb18030.csv',
    why: 'GB18030 with characters of four bytes',
    bytes: () => gb18030(table),
    gives: read,
  },
  {
    name: 'gb18030-mark.csv',
    why: 'GB18030 with a mark',
    bytes: () => Buffer.concat([Buffer.from('84319533', 'hex'), gb18030(table)]),
    gives: read,
  },
  {
    name: 'utf16le.txt',
    why: 'what Excel calls Unicode text',
    bytes: () => utf16(table.replaceAll(',', '\t'), 'le'),
    gives: read,
  },
  { name: 'utf16be.txt', why: 'UTF-16, the other way round', bytes: () => utf16(table, 'be'), gives: read },
  {
    name: 'utf16le-bare.txt',
    why: 'UTF-16 without its mark',
    bytes: () => utf16(table, 'le', false),
    gives: read,
  },
  {
    name: 'utf16be-bare.txt',
    why: 'UTF-16 without its mark, the other way round',
    bytes: () => utf16(table, 'be', false),
    gives: read,
  },
  {
    name: 'utf16-odd.txt',
    why: 'UTF-16 that breaks off within a character',
    bytes: () => utf16('姓名,金额\n张三,1\n李四,2', 'le').subarray(0, -1),
    gives: rows(['姓名', '金额'], ['张三', '1'], ['李四', '\ufffd']),
  },
  {
    name: 'late-chinese.csv',
    why: 'nine megabytes of plain ASCII before the first Chinese character in GB18030',
    bytes: () =>
      Buffer.concat([utf8(`id,name\n${`1,${'a'.repeat(98)}\n`.repeat(90_000)}`), gb18030('2,张三\n')]),
    gives: { count: 90_002 },
  },
  {
    name: 'stray-byte.csv',
    why: 'one broken character in UTF-8 does not make it another encoding',
    bytes: () =>
      Buffer.concat([utf8(`姓名,金额\n${'张三,1\n'.repeat(500)}`), Buffer.from([0xe5, 0xbc]), utf8(',9\n')]),
    gives: { count: 502 },
  },
  {
    name: 'breaks-off.csv',
    why: 'a text that goes on as a picture after nine megabytes',
    bytes: () =>
      Buffer.concat([
        utf8(`姓名,金额\n${'张三,1\n'.repeat(1_000_000)}`),
        Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * 197 + (at >> 3) * 31) & 0xff)),
      ]),
    gives: refused('file-unreadable', 'encoding'),
  },
  separated('tabs.txt', '\t', 'TABs between cells'),
  separated('bars.txt', '|', 'bars, as banks write'),
  separated('carets.txt', '^', 'carets, as core banking systems write'),
  separated('double-bars.txt', '||', 'two bars'),
  separated('bar-at.txt', '|@|', 'three characters that stand in no cell'),
  separated('hive.txt', '\u0001', 'what Hive writes between columns'),
  separated('tildes.txt', '~', 'tildes'),
  separated('units.txt', '\u001f', 'the unit separator of ASCII'),
  {
    name: 'said.csv',
    why: "Excel's own line that says the separator",
    bytes: () => utf8('sep=!\r\na!b\r\n1,5!2\r\n'),
    gives: rows(['sep=', ''], ['a', 'b'], ['1,5', '2']),
  },
  {
    name: 'thousands.txt',
    why: 'commas in amounts are no separators',
    bytes: () => utf8('卡号\t金额\n1\t1,234.00\n2\t5,678.90\n3\t9,012.34'),
    gives: rows(['卡号', '金额'], ['1', '1,234.00'], ['2', '5,678.90'], ['3', '9,012.34']),
  },
  {
    name: 'one-column.txt',
    why: 'a list of numbers, one a line',
    bytes: () => utf8('手机号\n13800000001\n13800000002'),
    gives: rows(['手机号'], ['13800000001'], ['13800000002']),
  },
  {
    name: 'wrapped.xls',
    why: 'TSV named .xls with ="…" around the numbers',
    bytes: () => gb18030('卡号\t金额\n="6222021234567890123"\t1\n="0000123"\t2\n'),
    gives: rows(['卡号', '金额'], ['="6222021234567890123"', '1'], ['="0000123"', '2']),
  },
  {
    name: 'trailing-tabs.csv',
    why: 'a TAB behind each quoted cell belongs to the cell (ICBC)',
    bytes: () => utf8('日期,金额\n2023-05-02\t,"13.40\t"\n2023-05-03\t,"1,3.40"\t\n'),
    gives: rows(['日期', '金额'], ['2023-05-02\t', '13.40\t'], ['2023-05-03\t', '1,3.40\t']),
  },
  {
    name: 'leading-empty.txt',
    why: 'empty cells at the start of a line are data (Tenpay)',
    bytes: () => utf8('a\tb\tc\n\t\t6222021234567890123\n'),
    gives: rows(['a', 'b', 'c'], ['', '', '6222021234567890123']),
  },
  {
    name: 'line-breaks.csv',
    why: 'line breaks and quotes within cells',
    bytes: () => utf8('姓名,说明\r\n"张\r\n三","他说""好"""\r\n'),
    gives: rows(['姓名', '说明'], ['张\r\n三', '他说"好"']),
  },
  {
    name: 'open-quote.csv',
    why: 'a quote that never closes is a quote',
    bytes: () => utf8('a,b\n"没有结尾,x\n1,2\n'),
    gives: rows(['a', 'b'], ['"没有结尾', 'x'], ['1', '2']),
  },
  {
    name: 'open-quotes.csv',
    why: 'such a quote on every line costs no more than the lines',
    bytes: () => utf8(`x,y\n${'a,"b\n'.repeat(50_000)}`),
    gives: { count: 50_001 },
  },
  {
    name: 'old-mac.csv',
    why: 'lines of old Macs',
    bytes: () => utf8('a,b\r1,2\r3,4'),
    gives: rows(['a', 'b'], ['1', '2'], ['3', '4']),
  },
  {
    name: 'formulas.csv',
    why: 'texts that begin like formulas stay texts (Alipay)',
    bytes: () => utf8('消费名称,金额\n=1692*2=,1\n"=HYPERLINK(""http://x"")",2\n'),
    gives: rows(['消费名称', '金额'], ['=1692*2=', '1'], ['=HYPERLINK("http://x")', '2']),
  },
  {
    name: 'prototype.csv',
    why: 'headers that are words of JavaScript',
    bytes: () => utf8('__proto__,constructor,prototype\npolluted,1,2\n'),
    gives: rows(['__proto__', 'constructor', 'prototype'], ['polluted', '1', '2']),
  },
  {
    name: 'wide.csv',
    why: '20,000 cells a line are cut at the width of a sheet',
    bytes: () => utf8(Array.from({ length: 20_000 }, (_, index) => columnName(index)).join(',')),
    gives: rows(Array.from({ length: 16_384 }, (_, index) => columnName(index))),
  },
  {
    name: 'endless.csv',
    why: 'a line without end',
    bytes: () => utf8('a'.repeat(9 << 20)),
    gives: refused('file-hostile', 'row'),
  },
  {
    name: 'endless-cells.csv',
    why: 'nothing but separators',
    bytes: () => utf8(','.repeat(9 << 20)),
    gives: refused('file-hostile', 'row'),
  },
  {
    name: 'endless-quote.csv',
    why: 'a quoted cell without end',
    bytes: () => utf8(`a,b\n"${'x'.repeat(9 << 20)}`),
    gives: refused('file-hostile', 'row'),
  },
  { name: 'nothing.csv', why: 'no bytes', bytes: () => new Uint8Array(), gives: refused('file-empty') },
  {
    name: 'blanks.csv',
    why: 'nothing but blanks',
    bytes: () => utf8(' \r\n\t\n '),
    gives: refused('file-empty'),
  },
  { name: 'mark.csv', why: 'nothing but a mark', bytes: () => utf8('\ufeff'), gives: refused('file-empty') },
  {
    name: 'two-letters.csv',
    why: 'a text that begins like a picture',
    bytes: () => utf8('BM,MZ\n1,2'),
    gives: rows(['BM', 'MZ'], ['1', '2']),
  },
  foreign('photo.xlsx', 'a photograph named .xlsx', 'ffd8ffe000104a46494600010101', 'jpeg'),
  foreign('screenshot.xls', 'a screenshot', '89504e470d0a1a0a0000000d49484452', 'png'),
  {
    name: 'scan.csv',
    why: 'the head of a PDF',
    bytes: () => utf8('%PDF-1.7\n1 0 obj'),
    gives: refused('file-unreadable', 'broken-document'),
  },
  {
    name: 'archive.rar',
    why: 'RAR, unfolded before its tables are read',
    bytes: () => Buffer.from('526172211a0700cf', 'hex'),
    gives: refused('file-is-archive'),
  },
  {
    name: 'archive.7z',
    why: '7z, likewise',
    bytes: () => Buffer.from('377abcaf271c0004', 'hex'),
    gives: refused('file-is-archive'),
  },
  foreign('phone.db', 'a database out of a telephone', utf8('SQLite format 3\0'), 'sqlite'),
  foreign(
    'setup.xls',
    'a program named .xls',
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62)]),
    'program',
  ),
  foreign(
    'report.docx',
    'a Word document',
    writeZip([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'word/document.xml', data: '<w/>' },
    ]),
    'word',
  ),
  foreign(
    'slides.pptx',
    'a presentation',
    writeZip([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'ppt/presentation.xml', data: '<p/>' },
    ]),
    'presentation',
  ),
  foreign(
    'noise.csv',
    'random bytes',
    Uint8Array.from({ length: 4_000 }, (_, at) => (at * 197 + (at >> 3) * 31) & 0xff),
    'binary',
  ),
  foreign('zeros.xlsx', 'what is left of a file on a broken disk', new Uint8Array(100_000), 'binary'),
  {
    name: 'tables.zip',
    why: 'an archive is unpacked, not read',
    bytes: () => writeZip([{ name: '流水.csv', data: table }]),
    gives: refused('file-is-archive'),
  },
  {
    name: 'secret.xlsx',
    why: 'an archive under a password, named .xlsx',
    bytes: () => writeZip([{ name: '流水.csv', data: table, password: 'x', cipher: 'aes256' }]),
    gives: refused('file-is-archive'),
  },
  { name: 'table.csv.gz', why: 'gzip', bytes: () => gzipSync(table), gives: refused('file-is-archive') },
  {
    name: 'tables.tar',
    why: 'tar',
    bytes: () => writeTar({ '流水.csv': table }),
    gives: refused('file-is-archive'),
  },
  {
    name: 'empty.zip',
    why: 'an archive of nothing',
    bytes: () => writeZip([]),
    gives: refused('file-is-archive'),
  },
]
