/** What recognition made of every file of the project stands in a golden file: a change of it is seen, and explained where it is made. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTable } from '../../electron/engine/import/formats/openTable.ts'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { sourceOf } from './importRead.ts'
import { plausible } from '../helpers/plausible.ts'
import layoutOrders from '../fixtures/import/layoutOrders.json'

const root = join(import.meta.dirname, '../..')
const folders = [
  'resources/samples/betting',
  'resources/samples/piracy',
  'test/fixtures/layouts',
  'test/fixtures/import',
]
const golden = join(root, 'test/fixtures/headers/recognised.json')

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
