/** Mappings people keep for headers: one file beside the settings, and the same shape as a file that travels between desks. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { MappingsTaken, SavedMapping } from '../../../../shared/contract/mappings.ts'
import { AppError } from '../../../../shared/errors.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { readJson, writeAtomically } from '../../store/atomicFile.ts'
import { type GrantedFile, readGranted } from '../../store/fileGrants.ts'

export type MappedColumns = SavedMapping['columns']

const columnShape = v.object({
  column: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(16_383))),
  header: v.pipe(v.string(), v.maxLength(4_000)),
  field: v.nullable(v.pipe(v.string(), v.maxLength(200))),
})
const mappingShape = v.object({
  name: v.pipe(v.string(), v.maxLength(200)),
  kind: v.pipe(v.string(), v.maxLength(200)),
  headers: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4_000))), v.maxLength(16_384)),
  columns: v.pipe(v.array(columnShape), v.maxLength(17_000)),
  savedAt: v.pipe(v.string(), v.maxLength(40)),
  operator: v.pipe(v.string(), v.maxLength(200)),
})
/** `format` tells the file from any other JSON; a later layout of it gets the next version. */
const fileShape = v.object({
  format: v.literal('lianzheng-mappings'),
  version: v.literal(1),
  mappings: v.pipe(v.array(mappingShape), v.maxLength(10_000)),
})
const largestFile = 20_000_000

const fileOf = (folder: string): string => join(folder, 'mappings.json')

/** What two sheets must share for one mapping to fit both: the cleaned headers, whatever their order. Empty for a sheet without headers. */
export function signatureOf(headers: readonly string[]): string {
  const cleaned = headers.map(cleanHeader).filter((header) => header !== '')
  if (cleaned.length === 0) return ''
  return createHash('sha256').update(cleaned.toSorted().join('\n')).digest('hex').slice(0, 32)
}

/** All saved mappings, the latest first. A file that cannot be understood counts as none. */
export function readMappings(folder: string): readonly SavedMapping[] {
  const parsed = v.safeParse(fileShape, readJson(fileOf(folder)))
  return parsed.success
    ? parsed.output.mappings.map((mapping) => ({ ...mapping, mappingId: signatureOf(mapping.headers) }))
    : []
}
/** Keeps a mapping in place of an earlier one for the same header. Errors: `kind-not-found`, `field-not-found`, `mapping-incomplete` without any header or field. */
export function saveMapping(
  folder: string,
  given: {
    readonly name: string
    readonly kind: string
    readonly columns: MappedColumns
    readonly at: string
    readonly operator: string
  },
): SavedMapping {
  const kind = recordKind(given.kind)
  if (kind === undefined) throw new AppError('kind-not-found', 'no such record kind', { kind: given.kind })
  const unknown = given.columns.find(
    ({ field }) => field !== null && !kind.fields.some(({ id }) => id === field),
  )
  if (unknown !== undefined)
    throw new AppError('field-not-found', 'no such field', { kind: kind.id, field: unknown.field })
  const headers: string[] = []
  for (const { column, header } of given.columns) if (column !== null) headers[column] = header
  const filled = Array.from(headers, (header) => header ?? '')
  const mappingId = signatureOf(filled)
  if (mappingId === '' || given.columns.every(({ column, field }) => column === null || field === null))
    throw new AppError('mapping-incomplete', 'no column with a header has a field', { kind: kind.id })
  // A value typed in for one file belongs to that file; only what it was taken from is kept.
  const columns = given.columns.map(({ column, header, field }) => ({ column, header, field }))
  const mapping: SavedMapping = {
    mappingId,
    name: given.name,
    kind: kind.id,
    headers: filled,
    columns,
    savedAt: given.at,
    operator: given.operator,
  }
  write(folder, [mapping, ...readMappings(folder).filter((other) => other.mappingId !== mappingId)])
  return mapping
}
/** Errors: `mapping-not-found`. */
export function removeMapping(folder: string, mappingId: string): void {
  const present = readMappings(folder)
  const left = present.filter((mapping) => mapping.mappingId !== mappingId)
  if (left.length === present.length) throw new AppError('mapping-not-found', 'no such mapping')
  write(folder, left)
}
/** The text of a file with these mappings. */
export function mappingFileText(mappings: readonly SavedMapping[]): string {
  return `${JSON.stringify({ format: 'lianzheng-mappings', version: 1, mappings: mappings.map(({ mappingId: _, ...mapping }) => mapping) }, null, 2)}\n`
}
/** Takes in a file of mappings. Errors: `mapping-file-invalid`; nothing is taken then. */
export function takeMappings(folder: string, file: GrantedFile): MappingsTaken {
  const parsed = v.safeParse(
    fileShape,
    statSync(file.path).size > largestFile ? null : parsedJson(readGranted(file)),
  )
  if (!parsed.success)
    throw new AppError('mapping-file-invalid', 'the file holds no mappings of this program')
  const present = new Map(readMappings(folder).map((mapping) => [mapping.mappingId, mapping]))
  const refused: { readonly name: string; readonly kind: string }[] = []
  const taken = new Map<string, SavedMapping>()
  for (const mapping of parsed.output.mappings) {
    const mappingId = signatureOf(mapping.headers)
    const kind = recordKind(mapping.kind)
    const fits =
      mappingId !== '' &&
      kind !== undefined &&
      mapping.columns.every(({ field }) => field === null || kind.fields.some(({ id }) => id === field))
    if (fits) taken.set(mappingId, { ...mapping, mappingId })
    else refused.push({ name: mapping.name, kind: mapping.kind })
  }
  const replaced = [...taken.keys()].filter((mappingId) => present.has(mappingId)).length
  if (taken.size > 0)
    write(folder, [
      ...taken.values(),
      ...[...present.values()].filter(({ mappingId }) => !taken.has(mappingId)),
    ])
  return { added: taken.size - replaced, replaced, refused }
}
function parsedJson(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString('utf8').replace(/^\ufeff/, '')) as unknown
  } catch (error) {
    // Text that is no JSON is a wrong file; anything else is the disk's word.
    if (error instanceof SyntaxError) return null
    throw error
  }
}
function write(folder: string, mappings: readonly SavedMapping[]): void {
  writeAtomically(fileOf(folder), mappingFileText(mappings))
}

/**
 * The columns of a saved mapping laid over a header as it stands in a file: by position when the headers come in the same order, otherwise
 * by their names. Null when two columns are called alike and the order is another one: which is which would be guessed.
 */
export function laidOver(mapping: SavedMapping, header: readonly string[]): MappedColumns | null {
  const wanted = mapping.headers.map(cleanHeader)
  const present = header.map(cleanHeader)
  const filled = (headers: readonly string[]): readonly string[] => headers.filter((text) => text !== '')
  const contexts = mapping.columns.filter(({ column }) => column === null)
  const fieldAt = new Map(
    mapping.columns.flatMap(({ column, field }) => (column === null ? [] : [[column, field] as const])),
  )
  if (filled(wanted).join('\n') === filled(present).join('\n')) {
    const places = wanted.flatMap((text, column) => (text === '' ? [] : [column]))
    let next = 0
    return [
      ...header.map((text, column) => ({
        column,
        header: text,
        field: present[column] === '' ? null : (fieldAt.get(places[next++] ?? -1) ?? null),
      })),
      ...contexts,
    ]
  }
  if (new Set(filled(wanted)).size < filled(wanted).length) return null
  const fieldOf = new Map(wanted.map((text, column) => [text, fieldAt.get(column) ?? null]))
  return [
    ...header.map((text, column) => ({
      column,
      header: text,
      field: present[column] === '' ? null : (fieldOf.get(present[column] ?? '') ?? null),
    })),
    ...contexts,
  ]
}
