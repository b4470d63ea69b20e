/** The quick way a column's cells are converted says what `convertCell` says, of every text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, convertCell } from '../../shared/model/convert.ts'
import { columnConverter } from '../../shared/model/convertQuick.ts'
import type { Field, FieldType } from '../../shared/model/define.ts'

const types: readonly FieldType[] = [
  'money',
  'time',
  'date',
  'clock',
  'serial',
  'account',
  'card',
  'phone',
  'idNumber',
  'integer',
  'decimal',
  'text',
  'name',
]
const fieldOf = (type: FieldType, more: Partial<Field>): Field => ({
  id: 'x',
  nameZh: 'x',
  nameEn: 'x',
  type,
  headers: [],
  ...more,
})
const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })
const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'))
const near = fc.constantFrom(
  '-0',
  '-0.0',
  '0',
  '00',
  '000',
  '-',
  '.5',
  '5.',
  '1.234',
  '-12.3',
  '999999999999.99',
  '1234567890123',
  '1e5',
  '2000-02-29 00:00:00',
  '2023-02-29 00:00:00',
  '1900-02-29 10:00:00',
  '2200-01-01 00:00:00',
  '2201-01-01 00:00:00',
  '1899-12-31 00:00:00',
  '2023-01-01 24:00:00',
  '2023-04-31 00:00:00',
  '2023-01-01T00:00:00',
  '6222021234567890000',
  '1234567890123000',
  '20230101',
  '１２',
  '',
  ' 12',
  '12 ',
  "'12",
  '12\t',
)
const texts = fc.oneof(
  near,
  digits(0, 22),
  digits(13, 20).map((text) => `${text}000`),
  fc
    .tuple(fc.constantFrom('', '-', '+', '¥'), digits(0, 14), fc.constantFrom('', '.', ','), digits(0, 4))
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('19', '20', '21', '18'), two, two, two, two, two, two)
    .map(
      ([century, year, month, day, hour, minute, second]) =>
        `${century}${year}-${month}-${day} ${hour}:${minute}:${second}`,
    ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)

describe('cells of a column', () => {
  test('the quick way agrees with the whole one', () => {
    const cellTypes: readonly Cell['type'][] = ['text', 'number', 'date', 'boolean', 'error']
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.constantFrom({}, { multi: true }, { unit: 'fen' as const }, { unit: 'yuan' as const }),
        fc.constantFrom(
          '',
          '交易金额',
          '金额(元)',
          '金额(万元)',
          '金额(分)',
          '点数(点)',
          '类型(1:收入2:支出)',
        ),
        texts,
        fc.constantFrom(...cellTypes),
        (type, more, header, text, cellType) => {
          const field = fieldOf(type, more)
          expect(columnConverter(field, header)(text, cellType)).toEqual(
            convertCell(field, { text, type: cellType }, header),
          )
        },
      ),
      { numRuns: 20_000 },
    )
  })
})
