/** Long numbers in every format: digits that stand in the file are kept, those that a program has destroyed are flagged and never guessed. */
import * as XLSX from 'xlsx'
import { expect, test } from 'vitest'
import { writeZip } from '../helpers/zipWriter.ts'
import { importCase } from './importCase.ts'
import { gb18030, makeXlsx, utf8 } from './importFiles.ts'

const card = '6222021234567890123'
const header = ['交易卡号', '交易户名', '交易时间', '交易金额', '收付标志', '交易对手账卡号']
const rest = ['张三', '2022-01-02 03:04:05', '12.50', '出', '6222021234567890131']
function sheetJs(bookType: XLSX.BookType): Uint8Array {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([header, [Number(card), ...rest]]), '明细')
  return XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array
}
const cells = (cell: (text: string) => string, first: string): string =>
  [header.map(cell).join(''), first + rest.map(cell).join('')].map((row) => `<row>${row}</row>`).join('')
const ods = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="明细">${cells(
  (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
  `<table:table-cell office:value-type="float" office:value="${card}"><text:p>6.22E+18</text:p></table:table-cell>`,
)
  .replaceAll('<row>', '<table:table-row>')
  .replaceAll(
    '</row>',
    '</table:table-row>',
  )}</table:table></office:spreadsheet></office:body></office:document-content>`
const html = `<table>${cells((text) => `<td>${text}</td>`, `<td>${card}</td>`).replaceAll('row>', 'tr>')}</table>`
const ml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="s"><Worksheet ss:Name="明细"><Table>${cells((text) => `<Cell><Data ss:Type="String">${text}</Data></Cell>`, `<Cell><Data ss:Type="Number">${card}</Data></Cell>`).replaceAll('row>', 'Row>')}</Table></Worksheet></Workbook>`

test.each([
  ['xlsx', () => makeXlsx([{ name: '明细', rows: [header, [{ n: card }, ...rest]] }]), card],
  [
    'ods',
    () =>
      writeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
        { name: 'content.xml', data: ods },
      ]),
    card,
  ],
  [
    'fods',
    () =>
      utf8(
        ods
          .replaceAll('document-content', 'document')
          .replace(
            '<office:document ',
            '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet" ',
          ),
      ),
    card,
  ],
  ['spreadsheetml', () => utf8(ml), card],
  ['html', () => gb18030(html), card],
  ['csv', () => gb18030(`${header.join(',')}\n${[card, ...rest].join(',')}\n`), card],
  ['wrapped tsv', () => gb18030(`${header.join('\t')}\n${[`="${card}"`, ...rest].join('\t')}\n`), card],
  ['damaged csv', () => utf8(`${header.join(',')}\n${['6.22202E+18', ...rest].join(',')}\n`), null],
  ['biff8', () => sheetJs('biff8'), null],
  ['xlsb', () => sheetJs('xlsb'), null],
] as const)('%s', async (name, bytes, expected) => {
  const { engine, give, look } = await importCase()
  const batch = await engine.call('import.run', { fileId: give(`${name}.dat`, bytes()) })
  expect(batch.reconciliation).toMatchObject({ accepted: 1 })
  const { rows } = await engine.call('import.issues', { batchId: batch.batchId, offset: 0, limit: 20 })
  const damaged = rows.filter(({ reason }) => reason === 'damaged-number').map(({ field }) => field)
  const record = await look((db) => db.prepare<[], Record<string, unknown>>('SELECT * FROM r_transfer').get())
  expect([name, damaged.length > 0, Object.values(record ?? {}).includes(card)]).toEqual([
    name,
    expected === null,
    expected !== null,
  ])
})
