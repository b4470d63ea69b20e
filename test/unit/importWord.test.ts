/** Tables of Word files: texts as the document shows them, merged cells, what was deleted, and files made to hurt. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeZip } from '../helpers/zipWriter.ts'
import { readTable, refusalOf } from './importRead.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url))
const word = (body: string, head = ''): Buffer =>
  writeZip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: 'word/document.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    },
  ])
const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const tc = (content: string, about = ''): string => `<w:tc><w:tcPr>${about}</w:tcPr>${content}</w:tc>`
const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`
const cellsOf = async (bytes: Buffer) =>
  (await readTable(bytes)).sheets.map(({ name, rows }) => [
    name,
    rows.map(({ row, cells }) => [row, ...cells]),
  ])

test('a list with lines above it and a cell merged over its rows; a second table with a header of two rows', async () => {
  const { container, sheets } = await readTable(file('seizure-list.docx'))
  expect([container, sheets.map(({ name, rows }) => [name, rows.length])]).toEqual([
    'docx',
    [
      ['表1（前4行为表前文字）', 9],
      ['表2（前2行为表前文字）', 7],
    ],
  ])
  expect(sheets[0]?.rows.slice(3).map(({ row, cells }) => [row, cells.at(-1)])).toEqual([
    [4, '持有人：张三　身份证号：110105194912310020　扣押时间：2023年6月12日'],
    [5, '备注'],
    [6, '存放于涉案财物保管室 3 号柜'],
    [7, '存放于涉案财物保管室 3 号柜'],
    [8, '存放于涉案财物保管室 3 号柜'],
    [9, '已存入专户'],
  ])
  expect(sheets[1]?.rows.slice(2).map(({ cells }) => cells)).toEqual([
    ['交易时间', '本方卡号', '本方户名', '发生额', '', '对方户名', '对方卡号'],
    ['', '', '', '借方', '贷方'],
    ['2023-01-02 09:10:11', '6222021234567890123', '张三', '1,200.50', '', '李四', '6228480402564890018'],
    ['2023-01-03 10:00:00', '6222021234567890123', '张三', '', '300.00', '王五', '6217001234567890128'],
    ['2023-01-04 11:00:00', '6222021234567890123', '张三', '88.80', '', '赵六', '6214831234567896'],
  ])
})
test('a merged amount stands once, a merged name in each of its rows', async () => {
  const first = '<w:vMerge w:val="restart"/>'
  const table = `<w:tbl>${tr(tc(p('姓名')), tc(p('金额')), tc(p('日期')))}${tr(tc(p('张三'), first), tc(p('1,200.00元'), first), tc(p('2023-01-02')))}${tr(tc(p(''), '<w:vMerge/>'), tc(p(''), '<w:vMerge w:val="continue"/>'), tc(p('2023-01-03')))}</w:tbl>`
  expect(await cellsOf(word(table))).toEqual([
    [
      '表1',
      [
        [1, '姓名', '金额', '日期'],
        [2, '张三', '1,200.00元', '2023-01-02'],
        [3, '张三', '', '2023-01-03'],
      ],
    ],
  ])
})
test('what was deleted, a code of a field or the second telling of a drawing is no text; boxes, breaks and what was inserted are', async () => {
  const cell = `<w:p><w:ins><w:r><w:t>加入</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><mc:AlternateContent><mc:Choice><w:r><w:t>框</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>框</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`
  const gone = `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${tc(p('删去的行'))}</w:tr>`
  const late = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${tc(p('后'))}</w:tr>`
  const inner = tc(`<w:tbl>${tr(tc(p('里')))}</w:tbl>${p('外')}`)
  expect(
    await cellsOf(
      word(`${p('题')}<w:tbl>${tr(tc(cell), inner)}${gone}${late}</w:tbl>${p('')}${p('签名：张三')}`),
    ),
  ).toEqual([
    [
      '表1（前1行为表前文字）',
      [
        [1, '题'],
        [2, '加入\n☑框', '外'],
        [4, '', '后'],
        [5, '签名：张三'],
      ],
    ],
    ['表2', [[1, '里']]],
  ])
})
test('a document without a table says so; an older or other one is named', async () => {
  expect(await refusalOf(word(p('讯问笔录')))).toEqual({ code: 'file-not-table', details: { found: 'word' } })
})
test.each([
  ['a DOCTYPE', word('', '<!DOCTYPE x [<!ENTITY a "b">]>')],
  ['tables within tables', word('<w:tbl><w:tr><w:tc>'.repeat(70))],
  [
    'a cell wider than any table',
    word(`<w:tbl>${tr(tc(p('x'), '<w:gridSpan w:val="999999999"/>'))}</w:tbl>`),
  ],
  [
    'rows that start far to the right',
    word(
      `<w:tbl>${`<w:tr><w:trPr><w:gridBefore w:val="16000"/></w:trPr>${tc(p('x'))}</w:tr>`.repeat(400)}</w:tbl>`,
    ),
  ],
  ['a tag without end', word(`<w:tbl ${'a'.repeat(2 * 1024 * 1024)}`)],
  ['a table for every word', word(`<w:tbl>${tr(tc(p('x')))}</w:tbl>`.repeat(4_001))],
  ['a bomb', word(`<w:tbl>${tr(tc(p('0'.repeat(60 * 1024 * 1024))))}</w:tbl>`)],
])('%s is refused as hostile', async (_, bytes) => {
  expect((await refusalOf(bytes))?.code).toBe('file-hostile')
})
test('as many tables as a document may have are read', async () => {
  const { sheets } = await readTable(word(`<w:tbl>${tr(tc(p('x')))}</w:tbl>`.repeat(4_000)))
  expect([sheets.length, sheets.at(-1)?.name]).toEqual([4_000, '表4000'])
})
test('a document that is cut short is truncated, at every place', async () => {
  const bytes = file('seizure-list.docx')
  for (const part of [0.3, 0.6, 0.95])
    expect((await refusalOf(bytes.subarray(0, Math.floor(bytes.length * part))))?.code).toBe('file-truncated')
})
