/** Columns of a sheet that fill no field: each with a value as a sample, and the field it might be. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import { convertCell } from '../../../../shared/model/convert.ts'
import type { Field } from '../../../../shared/model/define.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { cellOf } from '../formats/cellOf.ts'
import type { RawRow } from '../formats/cells.ts'

const sampleLength = 60
/** Rows that are looked at for a sample. */
const lookedAt = 2_000
/** Columns beyond the header that are told. */
const mostBeyond = 64
/** Types whose values say by themselves what they are. */
const telling: ReadonlySet<string> = new Set(['phone', 'idNumber', 'card', 'ip', 'time', 'date', 'direction'])
/** How much of two names must agree in pairs of signs, 0…1. */
const alike = 0.5

/**
 * The mapping with a sample and a guess at each column that has no field, and with columns that have values but no header. Columns without a
 * value in the rows looked at (`rows` are those below the header) say nothing.
 */
export function withUnused(
  mapping: readonly ColumnMapping[],
  kindId: string | null,
  rows: readonly RawRow[],
): readonly ColumnMapping[] {
  // Of a form every name has its own cell, which was looked at with it.
  if (mapping.some(({ row }) => row !== undefined)) return mapping
  const looked = rows.slice(0, lookedAt)
  const known = new Set(mapping.map(({ column }) => column))
  const width = looked.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const beyond: ColumnMapping[] = []
  for (let column = 0; column < width && beyond.length < mostBeyond; column += 1)
    if (!known.has(column))
      beyond.push({ column, header: '', field: null, confidence: 0, reason: 'none', evidence: '' })
  const kind = kindId === null ? undefined : recordKind(kindId)
  const taken = new Set(mapping.map(({ field }) => field))
  const free = (kind?.fields ?? []).filter(({ id, derived }) => !taken.has(id) && derived !== true)
  const places = mapping.findIndex(({ column }) => column === null)
  const all =
    places < 0 ? [...mapping, ...beyond] : [...mapping.slice(0, places), ...beyond, ...mapping.slice(places)]
  return all.flatMap((entry) => {
    if (entry.column === null || entry.field !== null) return [entry]
    const row = looked.find(({ cells }) => (cells[entry.column ?? 0] ?? '').trim() !== '')
    if (row === undefined) return entry.header.trim() === '' && !known.has(entry.column) ? [] : [entry]
    const evidence = (row.cells[entry.column] ?? '').trim().slice(0, sampleLength)
    return [{ ...entry, evidence, suggests: suggested(entry.header, row, entry.column, free) }]
  })
}

/** The field that a column might be, by its name and its sample; null when nothing speaks for one. */
function suggested(header: string, row: RawRow, column: number, free: readonly Field[]): string | null {
  const name = cleanHeader(header)
  const holds = free.filter((field) => {
    const { value, issues } = convertCell(field, cellOf(row, column, field, false), name)
    return value !== null && issues.length === 0
  })
  const [best] = holds
    .map((field) => ({
      field,
      score: Math.max(
        0,
        ...[field.nameZh, ...field.headers].map((spelling) => agreement(name, cleanHeader(spelling))),
      ),
    }))
    .filter(({ score }) => score >= alike)
    .toSorted((one, other) => other.score - one.score)
  if (best !== undefined) return best.field.id
  const byValue = holds.filter(({ type }) => telling.has(type))
  return byValue.length === 1 ? (byValue[0]?.id ?? null) : null
}
/** Share of the pairs of neighbouring signs that two names have in common. */
function agreement(one: string, other: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
  const [first, second] = [pairs(one), pairs(other)]
  if (first.size === 0 || second.size === 0) return one === other && one !== '' ? 1 : 0
  const common = [...first].filter((pair) => second.has(pair)).length
  return (2 * common) / (first.size + second.size)
}
