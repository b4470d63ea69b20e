import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync, strFromU8 } from 'fflate'
import { expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { createWorkbook, sheetName } from '../../electron/engine/report/xlsx/workbook.ts'
import { fileSink } from '../../electron/engine/store/sealedFile.ts'

function written(build: (path: string) => void) {
  const path = join(mkdtempSync(join(tmpdir(), 'workbook-')), 'file.xlsx')
  build(path)
  const bytes = readFileSync(path)
  rmSync(join(path, '..'), { recursive: true, force: true })
  return { bytes, book: read(bytes, { dense: true, cellNF: true }), parts: unzipSync(bytes) }
}
const rowsOf = (book: ReturnType<typeof read>, name: string) => {
  const sheet = book.Sheets[name]
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: null })
}

test('an amount of fifteen figures is a number, one of sixteen and beyond the safe integers a text, as a spreadsheet would round it', () => {
  const { book } = written((path) => {
    const workbook = createWorkbook(fileSink(path), { title: '案件', at: '2026-11-23 10:00:00' })
    const sheet = workbook.sheet({ name: '甲', columns: [{ header: '金额', width: 24, look: 'decimal2' }] })
    for (const scaled of [999_999_999_999_999, 1_000_000_000_000_000, -(2 ** 53 - 1), '9007199254740993'])
      sheet.row([{ scaled, scale: 2 }])
    sheet.end()
    workbook.finish()
  })
  expect(rowsOf(book, '甲').slice(1)).toEqual([
    [9999999999999.99],
    ['10000000000000.00'],
    ['-90071992547409.91'],
    ['90071992547409.93'],
  ])
})
test('identifiers stay text, amounts are exact numbers, and header, filter and totals are where they belong', () => {
  const { book, parts } = written((path) => {
    const workbook = createWorkbook(fileSink(path), { title: '案件', at: '2026-11-23 10:00:00' })
    const sheet = workbook.sheet({
      name: '资金交易',
      columns: [
        { header: '卡号', width: 24, look: 'text' },
        { header: '金额', width: 14, look: 'decimal2' },
        { header: '笔数', width: 8, look: 'integer' },
      ],
      preface: [[{ value: '筛选：金额 > 1 万', look: 'note' }]],
    })
    sheet.row(['6217008375367000751', { scaled: 123456789012345, scale: 2 }, 3])
    sheet.row(['=1+1', { scaled: -5, scale: 2 }, null])
    sheet.totals(['合计', { scaled: 123456789012340, scale: 2 }, 3])
    sheet.end()
    workbook.finish()
  })
  expect(rowsOf(book, '资金交易')).toEqual([
    ['筛选：金额 > 1 万', null, null],
    ['卡号', '金额', '笔数'],
    ['6217008375367000751', 1234567890123.45, 3],
    ['=1+1', -0.05, null],
    ['合计', 1234567890123.4, 3],
  ])
  const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(xml).toContain('<autoFilter ref="A2:C4"/>')
  expect(xml).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>')
  expect(xml).toContain('<v>1234567890123.45</v>')
  expect(xml).not.toContain('<f>')
})

test('any text comes back as it was put in', () => {
  const awkward = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('_x000D_', '&amp;<b>', "'x'", ' 前后 ', 'a\tb\nc', '𠮷野家', '_x_x0041_'),
  )
  fc.assert(
    fc.property(fc.array(awkward, { minLength: 1, maxLength: 6 }), (texts) => {
      const { book } = written((path) => {
        const workbook = createWorkbook(fileSink(path), { title: 't', at: '2026-11-23 10:00:00' })
        const sheet = workbook.sheet({
          name: 's',
          columns: ['x', ...texts].map((_, index) => ({
            header: `c${index}`,
            width: 9,
            look: 'text' as const,
          })),
        })
        // The reader drops a row without any value, so one stands before them.
        sheet.row(['x', ...texts])
        sheet.end()
        workbook.finish()
      })
      expect(rowsOf(book, 's')[1] ?? []).toEqual(['x', ...texts].map((text) => (text === '' ? null : text)))
    }),
    { numRuns: 150 },
  )
})

test('rows over the limit of a sheet go on in the next, under the same header, and the totals close the last', () => {
  const { book } = written((path) => {
    const workbook = createWorkbook(fileSink(path), {
      title: 't',
      at: '2026-11-23 10:00:00',
      rowsPerSheet: 5,
    })
    const sheet = workbook.sheet({ name: '通话', columns: [{ header: '号码', width: 9, look: 'text' }] })
    for (let index = 1; index <= 7; index++) sheet.row([`n${index}`])
    sheet.totals(['合计 7'])
    sheet.end()
    workbook.finish()
    expect(sheet.names).toEqual(['通话', '通话 (2)', '通话 (3)'])
  })
  expect(book.SheetNames.map((name) => rowsOf(book, name).flat())).toEqual([
    ['号码', 'n1', 'n2', 'n3'],
    ['号码', 'n4', 'n5', 'n6'],
    ['号码', 'n7', '合计 7'],
  ])
})

test('a text longer than a cell holds is cut and counted', () => {
  const { book } = written((path) => {
    const workbook = createWorkbook(fileSink(path), { title: 't', at: '2026-11-23 10:00:00' })
    const sheet = workbook.sheet({ name: 's', columns: [{ header: 'c', width: 9, look: 'text' }] })
    sheet.row(['好'.repeat(32_768)])
    sheet.row(['好'.repeat(32_767)])
    sheet.end()
    workbook.finish()
    expect(workbook.cutTexts).toBe(1)
  })
  expect(
    rowsOf(book, 's')
      .slice(1)
      .map(([text]) => String(text).length),
  ).toEqual([32_767, 32_767])
})

test('sheet names fit, lose forbidden signs and never meet', () => {
  const taken = new Set<string>()
  expect(
    ['a/b:c', 'A b c', "'x'", '', 'history', '一'.repeat(40), '一'.repeat(40)].map((name) =>
      sheetName(name, taken),
    ),
  ).toEqual(['a b c', 'A b c ~2', 'x', 'Sheet', 'history_', '一'.repeat(31), `${'一'.repeat(28)} ~2`])
})
