/** Sheets without a header row: one that goes on where the sheet before ended, or one whose values tell what its columns may be. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import { convertCell } from '../../../../shared/model/convert.ts'
import { luhnHolds } from '../../../../shared/model/identifiers.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { parseDirection } from '../../../../shared/model/directions.ts'
import { parseMoney } from '../../../../shared/model/money.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { parseTime } from '../../../../shared/model/times.ts'
import { cellOf } from '../formats/cellOf.ts'
import { isBlankRow, type RawRow } from '../formats/cells.ts'
import type { Recognition } from './recognise.ts'
import { roleBelowHeader } from './rowRoles.ts'

/** The table a sheet may go on: a workbook cut at 65,535 rows writes its header once. */
export interface FormerTable {
  readonly recognition: Recognition
  readonly width: number
}
const lookedAt = 40
/** Types whose values cannot be mistaken for another type. */
const telling: ReadonlySet<string> = new Set([
  'time',
  'date',
  'money',
  'direction',
  'card',
  'account',
  'phone',
  'idNumber',
  'ip',
  'integer',
  'decimal',
])

const widthOf = (row: RawRow): number =>
  row.cells.reduce((last, cell, column) => (cell.trim() === '' ? last : column + 1), 0)
export function formerTable(recognition: Recognition, rows: readonly RawRow[]): FormerTable {
  return { recognition, width: Math.max(0, ...rows.slice(-lookedAt).map(widthOf)) }
}

/** The sheet read as the continuation of the one before; null when its rows do not hold what that one's columns ask for. */
export function continued(
  rows: readonly RawRow[],
  own: Recognition,
  former: FormerTable | null,
): Recognition | null {
  const kind = former?.recognition.kind == null ? undefined : recordKind(former.recognition.kind)
  if (former === null || kind === undefined || own.hidden) return null
  const { recognition } = former
  const header = new Map(
    recognition.columns.flatMap(({ column, header: text }) =>
      column === null || cleanHeader(text) === '' ? [] : [[column, cleanHeader(text)] as const],
    ),
  )
  const data = rows.filter((row) => roleBelowHeader(row, header) === 'data').slice(0, lookedAt)
  if (data.length === 0) return null
  if (data.some((row) => widthOf(row) > former.width + 1)) return null
  let judged = 0
  for (const { column, header: text, field: id } of recognition.columns) {
    const field = kind.fields.find((candidate) => candidate.id === id)
    if (column === null || field === undefined || !telling.has(field.type)) continue
    const filled = data
      .map((row) => cellOf(row, column, field, false))
      .filter(({ text }) => text.trim() !== '')
    if (filled.length < data.length * 0.3) continue
    const good = filled.filter((cell) => {
      const { value, issues } = convertCell(field, cell, cleanHeader(text))
      return (
        value !== null &&
        issues.every(
          ({ code }) =>
            code !== 'not-a-number' &&
            code !== 'not-a-date' &&
            code !== 'unknown-direction' &&
            code !== 'bad-phone',
        )
      )
    }).length
    if (good < filled.length * 0.8) return null
    judged += 1
  }
  if (judged < 2) return null
  return {
    ...own,
    skip: null,
    headerRow: null,
    headerRows: 1,
    kind: kind.id,
    format: recognition.format,
    confidence: Math.min(recognition.confidence, 0.8),
    reasons: [{ code: 'continues', values: [recognition.name] }],
    columns: recognition.columns.map((column): ColumnMapping =>
      column.field === null ? column : { ...column, reason: 'continued' },
    ),
  }
}

const tests: readonly { readonly name: string; readonly holds: (text: string) => boolean }[] = [
  {
    name: 'time',
    holds: (text) => /\d/.test(text) && !/^\d{1,7}(?:\.\d+)?$/.test(text) && parseTime(text) !== null,
  },
  { name: 'idNumber', holds: (text) => /^\d{17}[\dXx]$/.test(text) && parseTime(text) === null },
  { name: 'phone', holds: (text) => /^(?:\+?86)?1[3-9]\d{9}$/.test(text) },
  {
    name: 'card',
    holds: (text) => /^62\d{14,17}$/.test(text) || (/^\d{16,19}$/.test(text) && luhnHolds(text)),
  },
  {
    name: 'direction',
    holds: (text) => text.length <= 4 && ['in', 'out'].includes(parseDirection(text) ?? ''),
  },
  { name: 'money', holds: (text) => /^[-+¥￥]?[\d,]+\.\d{1,2}$/.test(text) && parseMoney(text) !== null },
]
/** Fields that values may stand for, in the order in which columns of one sort take them. */
const fieldsOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  transfer: {
    time: ['time'],
    card: ['ownCard', 'counterAccount'],
    money: ['amount', 'balance'],
    direction: ['direction'],
    idNumber: ['ownIdNumber', 'counterIdNumber'],
  },
  call: { time: ['time', 'endTime'], phone: ['ownNumber', 'counterNumber'], direction: ['direction'] },
}

/** What the values of a sheet without any known header may be: proposed for a person to decide, never imported by itself. */
export function guessedByValues(rows: readonly RawRow[], own: Recognition): Recognition {
  const data = rows.filter((row) => !isBlankRow(row.cells) && row.row !== own.headerRow).slice(0, lookedAt)
  if (data.length < 2) return own
  const width = Math.max(...data.map(widthOf))
  const sorts = Array.from({ length: width }, (_, column): string | null => {
    const texts = data.map((row) => (row.cells[column] ?? '').trim()).filter((text) => text !== '')
    return texts.length < data.length * 0.5
      ? null
      : (tests.find(({ holds }) => texts.filter(holds).length >= texts.length * 0.9)?.name ?? null)
  })
  const count = (name: string): number => sorts.filter((sort) => sort === name).length
  const kind =
    count('time') > 0 && count('phone') >= 2
      ? 'call'
      : count('time') > 0 && count('money') > 0 && count('card') > 0
        ? 'transfer'
        : null
  if (kind === null) return own
  const left = new Map(Object.entries(fieldsOf[kind] ?? {}).map(([name, fields]) => [name, [...fields]]))
  const columns = sorts.map((sort, column): ColumnMapping => {
    const field = sort === null ? undefined : left.get(sort)?.shift()
    const header = own.columns.find((entry) => entry.column === column)?.header ?? ''
    const evidence = data.map((row) => (row.cells[column] ?? '').trim()).find((text) => text !== '') ?? ''
    return field === undefined
      ? { column, header, field: null, confidence: 0, reason: 'none', evidence: '' }
      : { column, header, field, confidence: 0.4, reason: 'values', evidence: evidence.slice(0, 60) }
  })
  return {
    ...own,
    kind,
    confidence: 0.3,
    reasons: [
      {
        code: 'values',
        values: [
          Math.round((columns.filter(({ field }) => field !== null).length * 100) / Math.max(1, width)),
        ],
      },
    ],
    columns,
  }
}
