/** What a person decides about a sheet before it is imported. */
import { expect, test } from 'vitest'
import type { SheetInspection } from '../../shared/contract/index.ts'
import {
  areAlike,
  isReady,
  mapHeader,
  missingFields,
  planInput,
  proposedPlan,
  withField,
  withFieldsOf,
  withHeaderRow,
  withKind,
  withReading,
} from '../../renderer/stores/import/importPlan.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

const header = ['编号', '物品名称', '特征（规格型号）', '数量', '单位', '体积（立方米）', '持有人']
const seizure = recordKind('seizure')
const stockMove = recordKind('stockMove')
if (seizure === undefined || stockMove === undefined) throw new Error('both lists are kinds')
const columns = mapHeader(seizure, header)
/** A seizure list as a team types it: title, case line, header in row 3. */
const sheet: SheetInspection = {
  index: 0,
  firstRow: 1,
  lastRow: null,
  name: '印刷厂1号',
  hidden: false,
  rowCount: 12,
  skip: null,
  headerRow: 3,
  headerRows: 1,
  kind: 'seizure',
  format: null,
  confidence: 0.96,
  reasons: [],
  alternatives: [],
  readings: [],
  columns: [
    ...columns,
    {
      column: null,
      header: 'sheetName',
      field: 'site',
      confidence: 0.8,
      reason: 'context',
      evidence: '印刷厂1号',
    },
  ],
  preview: [
    { row: 1, role: 'title', cells: ['扣　押　清　单'] },
    { row: 2, role: 'preamble', cells: ['案件名称：…'] },
    { row: 3, role: 'header', cells: header },
    { row: 4, role: 'data', cells: ['1', '盗版剧本杀《孤岛回声》', '盒装', '99', '盒', '3.366', '闫秀玉'] },
  ],
}

test('headers find their fields whatever brackets stand behind them', () => {
  expect(columns.map((column) => column.field)).toEqual([
    'number',
    'name',
    'feature',
    'quantity',
    'unit',
    'volume',
    'holder',
  ])
})
test('the proposed plan is what recognition said, ready to be sent', () => {
  const plan = proposedPlan(sheet)
  expect([plan.chosen, isReady(plan), planInput(plan)?.columns.at(-1)]).toEqual([
    true,
    true,
    { column: null, header: 'sheetName', field: 'site' },
  ])
})
test('a sheet in doubt shows its first reading, is not chosen, and one click takes any of them', () => {
  const { kind, format, confidence, reasons, columns: read, headerRow, headerRows } = sheet
  if (kind === null) throw new Error('the sheet has a kind')
  const first = { kind, format, confidence, reasons, columns: read, headerRow, headerRows }
  const second = { ...first, kind: 'stockMove', headerRow: 2, columns: mapHeader(stockMove, header) }
  const doubtful: SheetInspection = { ...sheet, skip: 'undecided', readings: [first, second] }
  const plan = proposedPlan(doubtful)
  expect([plan.kind, plan.chosen]).toEqual(['seizure', false])
  expect(withReading(plan, first)).toEqual({ ...plan, chosen: true })
  const other = withReading(plan, second)
  expect([other.kind, other.headerRow, other.chosen]).toEqual(['stockMove', 2, true])
  expect(planInput(other)?.columns.map(({ field }) => field)).toContain('title')
})
test('a sheet without a kind is not chosen and cannot be sent', () => {
  const plan = proposedPlan({ ...sheet, kind: null, skip: 'no-header' })
  expect([plan.chosen, isReady(plan), planInput(plan)]).toEqual([false, false, null])
})
test('another kind and back again is the first proposal, context values among it', () => {
  const there = withKind(proposedPlan(sheet), sheet, 'stockMove')
  expect([there.columns.some((column) => column.column === null), withKind(there, sheet, 'seizure')]).toEqual(
    [false, proposedPlan(sheet)],
  )
})
test('another header row takes its texts from the preview and maps them anew', () => {
  const plan = withHeaderRow(proposedPlan(sheet), sheet, 4)
  expect([
    plan.columns.map((column) => column.header)[1],
    plan.columns.every((column) => column.field === null),
    missingFields(plan),
  ]).toEqual(['盗版剧本杀《孤岛回声》', true, seizure.needs])
})
test('a field stands for one column: given to another, its former column is left out', () => {
  const plan = withField(proposedPlan(sheet), 0, 'quantity')
  expect(plan.columns.slice(0, 4).map(({ field, reason }) => [field, reason])).toEqual([
    ['quantity', 'manual'],
    ['name', 'exact'],
    ['feature', 'exact'],
    [null, 'none'],
  ])
})
test('a column left out by hand makes what is then missing known by name', () => {
  expect(missingFields(withField(proposedPlan(sheet), 1, null))).toEqual([['name']])
})
test('a mapping corrected in one of fifteen like sheets fits the others, and keeps their own context', () => {
  const other = proposedPlan({
    ...sheet,
    index: 1,
    name: '仓库1号',
    columns: [
      ...columns,
      {
        column: null,
        header: 'sheetName',
        field: 'site',
        confidence: 0.8,
        reason: 'context',
        evidence: '仓库1号',
      },
    ],
  })
  const corrected = withField(proposedPlan(sheet), 2, null)
  expect([
    areAlike(other, corrected),
    withFieldsOf(other, corrected)
      .columns.map((column) => column.evidence)
      .at(-1),
    withFieldsOf(other, corrected).columns[2]?.field,
  ]).toEqual([true, '仓库1号', null])
})
test('sheets with other headers are not alike', () => {
  const other = proposedPlan({ ...sheet, columns: columns.slice(0, 5) })
  expect(areAlike(other, proposedPlan(sheet))).toBe(false)
})
