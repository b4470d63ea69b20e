import { expect, test } from 'vitest'
import { csvText } from '../../electron/engine/report/csvFile.ts'

test('a cell that begins with any sign of a formula, also after blanks, is written as text', () => {
  const cells = [
    '=1+1',
    '+cmd',
    '-cmd',
    '@SUM(A1)',
    '\t=1',
    ' @SUM(A1)',
    '\tx',
    '＝1+1',
    '＋1',
    '－1',
    ' ＠x',
  ]
  expect(cells.map(csvText)).toEqual(cells.map((cell) => `'${cell}`))
  expect(csvText('\r=1')).toBe('"\'\r=1"')
})

test('plain numbers, minus signs within and texts stay as they are', () => {
  const cells = [
    '-5',
    '+86',
    '-1234.50',
    'a@b.cn',
    'x=1',
    '123456789012345',
    '13800138001',
    '0.50',
    '0',
    '2022-03-04',
    '6217008375367000751元',
    '',
  ]
  expect(cells.map(csvText)).toEqual(cells)
})

test('digits that a spreadsheet would change when the file is opened stay text by a TAB', () => {
  const cells = ['6217008375367000751', '1234567890123456', '11010519491231002', '007', '00', '12E5', '3e-7']
  expect(cells.map(csvText)).toEqual(cells.map((cell) => `${cell}\t`))
})
