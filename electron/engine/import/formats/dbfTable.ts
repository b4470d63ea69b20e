/** dBase and FoxPro tables (.dbf), as old systems of banks, telephone companies and registers export them. */
import type { TextEncoding } from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type Mark, marks, packMarks, type RawRow, rowsPerBatch, type TableSheet } from './cells.ts'
import { detectEncoding } from './textEncoding.ts'

interface Field {
  readonly name: string
  readonly type: string
  readonly at: number
  readonly length: number
}
const versions = new Set([
  0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8c, 0xcb, 0xf5, 0xfb,
])
const deletedFlag = 0x2a

/** Whether bytes begin like a .dbf: nothing in it is a signature, so its numbers must agree with each other. */
export function isDbf(head: Buffer): boolean {
  if (head.length < 65 || !versions.has(head[0] ?? 0)) return false
  const [month, day] = [head[2] ?? 99, head[3] ?? 99]
  if (month > 12 || day > 31) return false
  const fields = fieldsOf(head, new TextDecoder('latin1'))
  if (fields === null || fields.length === 0) return false
  return 1 + fields.reduce((sum, { length }) => sum + length, 0) === head.readUInt16LE(10)
}
/** The fields, or null where the head does not hold a description of them. dBase 7 writes longer ones. */
function fieldsOf(bytes: Buffer, decoder: InstanceType<typeof TextDecoder>): readonly Field[] | null {
  const long = ((bytes[0] ?? 0) & 7) === 4
  const [step, names] = long ? [48, 32] : [32, 11]
  const fields: Field[] = []
  let place = 1
  for (let at = long ? 68 : 32; ; at += step) {
    if (at >= bytes.length || at >= bytes.readUInt16LE(8)) return null
    if (bytes[at] === 0x0d) return fields
    if (at + step > bytes.length || fields.length >= 2_048) return null
    const type = String.fromCharCode(bytes[at + names] ?? 0)
    const length = bytes[at + (long ? 33 : 16)] ?? 0
    if (!/[A-Z0-9@+]/.test(type) || length === 0) return null
    const name = bytes.subarray(at, at + names)
    const end = name.indexOf(0)
    fields.push({
      name: decoder.decode(end < 0 ? name : name.subarray(0, end)).trim(),
      type,
      at: place,
      length,
    })
    place += length
  }
}

/** Code pages by the number in the head; what is not here is told by the bytes. */
const codePages: ReadonlyMap<number, string> = new Map([
  [0x03, 'windows-1252'],
  [0x57, 'windows-1252'],
  [0x58, 'windows-1252'],
  [0x59, 'windows-1252'],
  [0x4e, 'euc-kr'],
  [0x79, 'euc-kr'],
  [0x4f, 'big5'],
  [0x78, 'big5'],
  [0x13, 'shift_jis'],
  [0x7b, 'shift_jis'],
  [0xc8, 'windows-1250'],
  [0xc9, 'windows-1251'],
])

/**
 * The rows of a table; those marked as deleted, which are still there, are a hidden sheet of their own. A row is the record's number and one,
 * as a spreadsheet shows it. Errors: `file-truncated` when fewer records are there than the head says, `file-unreadable`.
 */
export function dbfSheets(
  bytes: Buffer,
  stem: string,
  chosen: TextEncoding | null,
): { readonly encoding: TextEncoding | null; readonly sheets: readonly TableSheet[] } {
  const start = bytes.readUInt16LE(8)
  const width = bytes.readUInt16LE(10)
  const count = bytes.readUInt32LE(4)
  if (start + count * width > bytes.length)
    throw new AppError('file-truncated', 'fewer records than the head says', { what: 'row', rows: count })
  const told = codePages.get(bytes[29] ?? 0)
  const found =
    chosen ?? (told === undefined ? detectEncoding(bytes.subarray(32, 4 * 1024 ** 2), true) : null)
  const decoder = new TextDecoder(found ?? told ?? 'gb18030')
  const fields = (fieldsOf(bytes, decoder) ?? []).filter(({ type }) => type !== '0')
  if (fields.length === 0) throw new AppError('file-unreadable', 'no fields', { what: 'sheet' })
  const header: RawRow = { row: 1, cells: fields.map(({ name }) => name), marks: null }
  const version = bytes[0] ?? 0
  const sheet = (name: string, deleted: boolean): TableSheet => ({
    name,
    hidden: deleted,
    async *rows() {
      let batch: RawRow[] = [header]
      for (let record = 0; record < count; record += 1) {
        const at = start + record * width
        if ((bytes[at] === deletedFlag) !== deleted) continue
        batch.push(rowOf(bytes.subarray(at, at + width), record + 2, fields, decoder, version))
        if (batch.length >= rowsPerBatch) {
          yield await Promise.resolve(batch)
          batch = []
        }
      }
      if (batch.length > 0) yield batch
    },
  })
  let anyDeleted = false
  for (let record = 0; record < count && !anyDeleted; record += 1)
    anyDeleted = bytes[start + record * width] === deletedFlag
  return {
    encoding: found === 'utf-8' || found === 'gb18030' ? found : null,
    sheets: [sheet(stem, false), ...(anyDeleted ? [sheet(`${stem}（标记为删除的行）`, true)] : [])],
  }
}

function rowOf(
  record: Buffer,
  row: number,
  fields: readonly Field[],
  decoder: InstanceType<typeof TextDecoder>,
  version: number,
): RawRow {
  const cells: string[] = []
  const found: Mark[] = []
  for (const field of fields) {
    const { text, mark } = valueOf(
      record.subarray(field.at, field.at + field.length),
      field.type,
      decoder,
      version,
    )
    cells.push(text)
    found.push(mark)
  }
  return { row, cells, marks: packMarks(found) }
}
interface Value {
  readonly text: string
  readonly mark: Mark
}
const plain = (text: string): Value => ({ text, mark: marks.text })
const numeric = (text: string): Value => ({
  text,
  // The digits stand in the file as they are: a long one lost none, other than in a spreadsheet.
  mark: text === '' || text.replace(/\D/g, '').length > 15 ? marks.text : marks.number,
})
const dated = (text: string): Value => ({ text, mark: text === '' ? marks.text : marks.date })

function valueOf(
  bytes: Buffer,
  type: string,
  decoder: InstanceType<typeof TextDecoder>,
  version: number,
): Value {
  const foxPro = version >= 0x30 && version <= 0x32
  switch (type) {
    case 'N':
    case 'F':
      return numeric(bytes.toString('latin1').replace(/[\0\s]/g, ''))
    case 'D': {
      const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(bytes.toString('latin1').trim()) ?? []
      return year === undefined
        ? plain(bytes.toString('latin1').replace(/[\0\s]/g, ''))
        : dated(`${year}-${month ?? ''}-${day ?? ''}`)
    }
    case 'L': {
      const sign = bytes.toString('latin1', 0, 1).toUpperCase()
      if (/[YT]/.test(sign)) return { text: 'TRUE', mark: marks.boolean }
      return /[NF]/.test(sign) ? { text: 'FALSE', mark: marks.boolean } : plain('')
    }
    case 'I':
      return numeric(bytes.length === 4 ? String(bytes.readInt32LE(0)) : '')
    case '+':
      return numeric(bytes.length === 4 ? String(bytes.readInt32BE(0) ^ -0x80000000) : '')
    case 'Y':
      return numeric(bytes.length === 8 ? tenThousandths(bytes.readBigInt64LE(0)) : '')
    case 'T':
      return dated(bytes.length === 8 ? moment(bytes.readUInt32LE(0), bytes.readUInt32LE(4)) : '')
    case 'B':
      if (foxPro && bytes.length === 8) return numeric(String(bytes.readDoubleLE(0)))
      return memo(bytes)
    case 'M':
    case 'G':
    case 'P':
      return memo(bytes)
    default:
      return plain(decoder.decode(bytes).replace(/[\0\s]+$/, ''))
  }
}
function tenThousandths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
/** A day of the Julian count and milliseconds since midnight. */
function moment(day: number, milliseconds: number): string {
  if (day === 0) return ''
  const time = new Date((day - 2_440_588) * 86_400_000 + milliseconds)
  return Number.isNaN(time.getTime())
    ? ''
    : time
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ')
        .replace(/ 00:00:00$/, '')
}
/** Long texts lie in a second file (.fpt, .dbt); the table holds the number of the block alone, which is told and not guessed at. */
function memo(bytes: Buffer): Value {
  const block =
    bytes.length === 4
      ? bytes.readUInt32LE(0)
      : Number(bytes.toString('latin1').replace(/[\0\s]/g, '') || '0')
  return plain(block === 0 || Number.isNaN(block) ? '' : `（备注文件第${block}块，未读入）`)
}
