/** Bytes to rows without an engine, for the tests of the readers. */
import { openTable, type TableFile } from '../../electron/engine/import/formats/openTable.ts'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import type { TextEncoding } from '../../shared/contract/imports.ts'
import { AppError } from '../../shared/errors.ts'

/** A source that gives the bytes in pieces of `size`. */
export function sourceOf(bytes: Uint8Array, size = 1 << 20) {
  let at = 0
  return {
    size: bytes.length,
    next: () => {
      if (at >= bytes.length) return Promise.resolve(null)
      const piece = Buffer.from(bytes.subarray(at, at + size))
      at += size
      return Promise.resolve(piece)
    },
  }
}
export interface ReadSheet {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly RawRow[]
}
export interface ReadTable extends Omit<TableFile, 'sheets'> {
  readonly sheets: readonly ReadSheet[]
}

/** Everything in a file. */
export async function readTable(
  bytes: Uint8Array,
  options: {
    readonly fileName?: string
    readonly encoding?: TextEncoding
    readonly separator?: string
    readonly password?: string
    readonly fileKey?: string
    readonly piece?: number
  } = {},
): Promise<ReadTable> {
  const { sheets, ...file } = await openTable(sourceOf(bytes, options.piece), {
    fileName: options.fileName ?? 'x.csv',
    encoding: options.encoding ?? null,
    separator: options.separator ?? null,
    password: options.password ?? null,
    fileKey: options.fileKey ?? null,
  })
  const read: ReadSheet[] = []
  for (const sheet of sheets) {
    const rows: RawRow[] = []
    for await (const batch of sheet.rows()) rows.push(...batch)
    read.push({ name: sheet.name, hidden: sheet.hidden, rows })
  }
  return { ...file, sheets: read }
}
/** The cells of the first sheet. */
export async function cellsOf(
  bytes: Uint8Array,
  options: Parameters<typeof readTable>[1] = {},
): Promise<readonly (readonly string[])[]> {
  return (await readTable(bytes, options)).sheets[0]?.rows.map(({ cells }) => cells) ?? []
}
/** The code of the AppError a reading ends with, with its details; null when it ends well. */
export async function refusalOf(
  bytes: Uint8Array,
  options: Parameters<typeof readTable>[1] = {},
): Promise<{ readonly code: string; readonly details: AppError['details'] } | null> {
  try {
    await readTable(bytes, options)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, details: error.details }
  }
}
