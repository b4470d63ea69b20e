/** What recognition made of every file of the project stands in a golden file: a change of it is seen, and explained where it is made. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTable } from '../../electron/engine/import/formats/openTable.ts'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { sourceOf } from './importRead.ts'
import layoutOrders from '../fixtures/import/layoutOrders.json'

const root = join(import.meta.dirname, '../..')
const folders = [
  'resources/samples/betting',
  'resources/samples/piracy',
  'test/fixtures/layouts',
  'test/fixtures/import',
]
const golden = join(root, 'test/fixtures/headers/recognised.json')

/** A value that a column of this header could hold. */
function plausible(header: string, row: number): string {
  if (/MAC/i.test(header)) return `00-1A-2B-3C-4D-5${row}`
  if (/IMEI|IMSI|串号/i.test(header)) return `49015420323751${row}`
  if (/发送方|接收方$|代币地址/.test(header)) return `0x111111111111111111111111111111111111111${row}`
  if (/姓名|户名|名称/.test(header)) return `某某${'甲乙丙丁'.charAt(row)}`
  if (/执照/.test(header)) return `9131011500000000X${row}`
  if (/时间|日期/.test(header)) return `2022-01-0${row} 10:11:12`
  if (/证[件照]号|身份证/.test(header)) return '11010519491231002X'
  if (/手机|电话|号码$/.test(header)) return `1381234567${row}`
  if (/卡号|账号|账卡号|帐号/.test(header)) return `622202123456789012${row}`
  if (/额|价|元|费/.test(header)) return `12.5${row}`
  if (/数量|笔数|次数|时长/.test(header)) return String(row)
  if (/IP/i.test(header)) return `1.2.3.${row}`
  return /号|ID|编码/.test(header) ? `A10${row}` : `某某${row}`
}
function told(
  rows: readonly RawRow[],
  about: { name: string; fileName: string; path: string; named: boolean },
): string {
  const found = recogniseSheet(
    rows,
    { index: 0, hidden: false, complete: true, date1904: false, ...about },
    recordKinds,
  )
  const columns = found.columns
    .filter(({ field }) => field !== null)
    .map(({ column, header, field }) => `${column === null ? '' : header.trim()}>${field ?? ''}`)
  return [found.kind ?? found.skip ?? '', found.format ?? '', found.headerRow ?? '', ...columns].join(' ')
}

test('every layout and file of the project is read as before', async () => {
  const lines: Record<string, string> = {}
  for (const [layout, header] of Object.entries(layoutOrders))
    lines[layout] = told(
      [header, ...[1, 2, 3].map((row) => header.map((name) => plausible(name, row)))].map((cells, index) => ({
        row: index + 1,
        cells,
        marks: null,
      })),
      { name: 'Sheet1', fileName: 'a.xlsx', path: '', named: true },
    )
  for (const folder of folders)
    for (const file of readdirSync(join(root, folder)).sort()) {
      if (!/\.(?:xlsx?|csv|html|ods)$/.test(file)) continue
      const bytes = readFileSync(join(root, folder, file))
      const table = await openTable(sourceOf(bytes), {
        fileName: file,
        encoding: null,
        separator: null,
        password: null,
        fileKey: null,
      })
      for (const [index, sheet] of table.sheets.entries()) {
        const rows: RawRow[] = []
        for await (const chunk of sheet.rows()) {
          rows.push(...chunk)
          if (rows.length > 2_000) break
        }
        lines[`${folder}/${file}#${index}`] = told(rows.slice(0, 2_000), {
          name: sheet.name,
          fileName: file,
          path: '',
          named: table.container !== 'text',
        })
      }
    }
  if (process.env['GOLDEN'] === 'write') writeFileSync(golden, `${JSON.stringify(lines, null, 1)}\n`)
  expect(lines).toEqual(JSON.parse(readFileSync(golden, 'utf8')))
})
