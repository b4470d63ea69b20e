/** What cells say that hold no text of their own: merged ones stand for all their rows, formulas without a result say so. */
import * as XLSX from 'xlsx'
import { describe, expect, test } from 'vitest'
import { RowConverter } from '../../electron/engine/import/convert/convertRows.ts'
import { marks } from '../../electron/engine/import/formats/cells.ts'
import { mergedAreas } from '../../electron/engine/import/formats/xlsxMerges.ts'
import type { ZipDirectory, ZipEntry } from '../../electron/engine/import/formats/zipDirectory.ts'
import { planOf } from '../../electron/engine/import/process/parse.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKind, recordKinds } from '../../shared/model/recordKinds/index.ts'
import { columnName, makeXlsx, utf8 } from '../engine/importFiles.ts'
import { readTable } from './importRead.ts'

type Area = readonly [row: number, column: number, lastRow: number, lastColumn: number]
const header = ['户名', '卡号', '时间', '金额', '备注']
const rows = [
  header,
  ['赵一', '6222021001112223331', '2022-11-03', '100.00', '共两笔'],
  ['', '', '2022-11-04', '', ''],
  ['钱二', '13800138001', '2022-11-05', '300.00', ''],
  ['', '', '2022-11-06', '400.00', ''],
  ['', '', '', '', ''],
]
const areas: readonly Area[] = [
  [1, 0, 2, 0],
  [1, 1, 2, 1],
  [1, 3, 2, 3],
  [1, 4, 2, 4],
  [3, 0, 5, 0],
  [3, 1, 5, 1],
]
const wanted = [
  header,
  ['赵一', '6222021001112223331', '2022-11-03', '100.00', '共两笔'],
  ['赵一', '6222021001112223331', '2022-11-04', '', '共两笔'],
  ['钱二', '13800138001', '2022-11-05', '300.00', ''],
  ['钱二', '13800138001', '2022-11-06', '400.00', ''],
]
const xlsx = (cells: readonly (readonly string[])[], merged: readonly Area[]): Uint8Array =>
  makeXlsx([
    {
      name: 'S',
      rows: cells.map((line) => line.map((cell) => (cell === '' ? null : cell))),
      after: `<mergeCells count="${merged.length}">${merged
        .map(
          ([row, column, lastRow, lastColumn]) =>
            `<mergeCell ref="${columnName(column)}${row + 1}:${columnName(lastColumn)}${lastRow + 1}"/>`,
        )
        .join('')}</mergeCells>`,
    },
  ])
/** The cell of an area's first cell with how far it goes, nothing for covered ones. */
function spans(merged: readonly Area[], row: number, column: number): readonly [number, number] | null {
  for (const [r, c, lr, lc] of merged) {
    if (row === r && column === c) return [lr - r + 1, lc - c + 1]
    if (row >= r && row <= lr && column >= c && column <= lc) return null
  }
  return [1, 1]
}
const html = (cells: readonly (readonly string[])[], merged: readonly Area[]): Uint8Array =>
  utf8(
    `<html><table>${cells
      .map(
        (line, row) =>
          `<tr>${line
            .map((cell, column) => {
              const span = spans(merged, row, column)
              return span === null ? '' : `<td rowspan="${span[0]}" colspan="${span[1]}">${cell}</td>`
            })
            .join('')}</tr>`,
      )
      .join('')}</table></html>`,
  )
const fods = (cells: readonly (readonly string[])[], merged: readonly Area[]): Uint8Array =>
  utf8(
    `<?xml version="1.0"?><office:document xmlns:office="o" xmlns:table="t" xmlns:text="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S">${cells
      .map(
        (line, row) =>
          `<table:table-row>${line
            .map((cell, column) => {
              const span = spans(merged, row, column)
              return span === null
                ? '<table:covered-table-cell/>'
                : `<table:table-cell office:value-type="string" table:number-rows-spanned="${span[0]}" table:number-columns-spanned="${span[1]}"><text:p>${cell}</text:p></table:table-cell>`
            })
            .join('')}</table:table-row>`,
      )
      .join('')}</table:table></office:spreadsheet></office:body></office:document>`,
  )
const spreadsheetMl = (cells: readonly (readonly string[])[], merged: readonly Area[]): Uint8Array =>
  utf8(
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>${cells
      .map(
        (line, row) =>
          `<Row>${line
            .map((cell, column) => {
              const span = spans(merged, row, column)
              return span === null || cell === ''
                ? ''
                : `<Cell ss:Index="${column + 1}" ss:MergeDown="${span[0] - 1}" ss:MergeAcross="${span[1] - 1}"><Data ss:Type="String">${cell}</Data></Cell>`
            })
            .join('')}</Row>`,
      )
      .join('')}</Table></Worksheet></Workbook>`,
  )
const legacy = (cells: readonly (readonly string[])[], merged: readonly Area[]): Uint8Array => {
  const sheet = XLSX.utils.aoa_to_sheet(cells.map((line) => line.map((cell) => (cell === '' ? null : cell))))
  sheet['!merges'] = merged.map(([r, c, lr, lc]) => ({ s: { r, c }, e: { r: lr, c: lc } }))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, 'S')
  return XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array
}
async function filledOf(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const read = await readTable(bytes)
  const width = Math.max(...(read.sheets[0]?.rows ?? []).map(({ cells }) => cells.length))
  return (read.sheets[0]?.rows ?? [])
    .map(({ cells }) => Array.from({ length: width }, (_, column) => cells[column] ?? ''))
    .filter((cells) => cells.some((cell) => cell !== ''))
}

describe.each([
  ['xlsx', xlsx],
  ['html', html],
  ['fods', fods],
  ['spreadsheetml', spreadsheetMl],
  ['xls', legacy],
] as const)('merged cells of %s', (_, make) => {
  test('names, accounts and words stand for the rows below; amounts, numbers and blank rows do not', async () => {
    expect(await filledOf(make(rows, areas))).toEqual(wanted)
  })
  test('rows of words too; of a header over two rows none', async () => {
    const lists = [
      ['户主', '家庭成员', ''],
      ['', '姓名', '关系'],
      ['赵一', '赵二', '子'],
      ['', '赵三', '女'],
    ]
    expect(
      await filledOf(
        make(lists, [
          [0, 0, 1, 0],
          [0, 1, 0, 2],
          [2, 0, 3, 0],
        ]),
      ),
    ).toEqual([
      ['户主', '家庭成员', ''],
      ['', '姓名', '关系'],
      ['赵一', '赵二', '子'],
      ['赵一', '赵三', '女'],
    ])
  })
  test('to the right where the row above has columns of their own, and not in titles, totals and amounts', async () => {
    const lists = [
      ['某银行2022年明细', '', '', ''],
      ['户名', '持卡人', '金额', '余额'],
      ['赵一', '', '100.00', '5'],
      ['钱二', '孙三', '200.00', ''],
      ['注:2022年导出', '', '', ''],
    ]
    expect(
      await filledOf(
        make(lists, [
          [0, 0, 0, 3],
          [2, 0, 2, 1],
          [3, 2, 3, 3],
          [4, 0, 4, 3],
        ]),
      ),
    ).toEqual([lists[0], lists[1], ['赵一', '赵一', '100.00', '5'], lists[3], lists[4]])
  })
})

test('a large sheet is looked through to its end only where its first rows have empty cells', async () => {
  const areasOf = async (first: string, inflated: number): Promise<number> => {
    const read = async function* pieces() {
      yield await Promise.resolve(Buffer.from(first.padEnd(600_000)))
      yield Buffer.from('<mergeCells><mergeCell ref="A2:A4"/></mergeC')
      yield Buffer.from('ells>')
    }
    return (await mergedAreas({ read } as unknown as ZipDirectory, { inflated } as unknown as ZipEntry))
      .length
  }
  const large = 25 * 1024 * 1024
  expect([
    await areasOf('<row><c r="A1"><v>1</v></c></row>', 600_000),
    await areasOf('<cols><col min="1"/></cols><row><c r="A1"><v>1</v></c></row>', large),
    await areasOf('<row><c r="A1"><v>1</v></c><c r="A2" s="3"/></row>', large),
  ]).toEqual([1, 0, 1])
})
describe('formulas without a result', () => {
  const about = {
    index: 0,
    name: 'S',
    hidden: false,
    named: true,
    fileName: 'a.xlsx',
    path: '',
    complete: true,
    date1904: false,
  }
  test('never calculated, failed, and shown as text by an export: each is told with its cell', async () => {
    const cell = (xml: string) => ({ xml })
    const bytes = makeXlsx([
      {
        name: 'S',
        rows: [
          ['交易卡号', '交易时间', '交易金额', '收付标志', '交易对手账卡号', '对手户名'],
          [
            '6222021234567890128',
            '2023-05-01 10:00:00',
            { n: '100' },
            '进',
            cell('<c r="E2"><f>"6217"&amp;"1"</f></c>'),
            cell('<c r="F2" t="e"><f>X</f><v>#N/A</v></c>'),
          ],
          [
            '6222021234567890128',
            '2023-05-02 10:00:00',
            { n: '101' },
            '进',
            cell('<c r="E3"><f>"6217"</f><v></v></c>'),
            '#REF!',
          ],
          [
            '6222021234567890128',
            '2023-05-03 10:00:00',
            cell('<c r="C4"><f>A1</f><v/></c>'),
            '进',
            '',
            cell('<c r="F4" t="str"><f>""</f><v></v></c>'),
          ],
        ],
      },
    ])
    const sheetRows = (await readTable(bytes)).sheets[0]?.rows ?? []
    expect(sheetRows[1]?.cells[4]).toBe('="6217"&"1"')
    expect(sheetRows[1]?.marks?.[4]).toBe(marks.error)
    // A formula may give an empty text.
    expect(sheetRows[3]?.cells[5] ?? '').toBe('')
    const recognition = recogniseSheet(sheetRows, about, recordKinds)
    const plan = planOf(recognition)
    const kind = recordKind(plan?.kind ?? '')
    if (plan === null || kind === undefined) throw new Error('not recognised')
    const converter = RowConverter.of(kind, plan, sheetRows, about, '2026-01-01 00:00:00')
    const told = sheetRows.slice(1).map((row) => {
      const { outcome, remarks } = converter.convert(row)
      return [outcome, remarks.map(({ field, code, severity }) => `${field} ${code} ${severity}`)]
    })
    expect(told).toEqual([
      ['accepted', ['counterAccount formula-failed warn', 'counterName formula-failed warn']],
      ['accepted', ['counterAccount formula-failed warn', 'counterName formula-failed warn']],
      ['rejected', ['amount formula-failed reject']],
    ])
  })
  test('of an OpenDocument sheet', async () => {
    const bytes = utf8(
      '<?xml version="1.0"?><office:document xmlns:office="o" xmlns:table="t" xmlns:text="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell table:formula="of:=[.A2]&amp;1"/><table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>',
    )
    const [row] = (await readTable(bytes)).sheets[0]?.rows ?? []
    expect([row?.cells, row?.marks]).toEqual([
      ['=[.A2]&1', '1'],
      [marks.error, marks.number],
    ])
  })
})
