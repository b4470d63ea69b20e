/** Where the values of a list come from: pasted text, or a column of a granted file through the parser. */
import { createHash } from 'node:crypto'
import type * as v from 'valibot'
import type { collisionContract } from '../../../shared/contract/collision.ts'
import { mostListed } from '../../../shared/contract/collision.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { grantedSource } from '../import/write/originals.ts'
import { runParser } from '../import/process/parser.ts'
import { listedParts } from './values.ts'

/** A list as it was given once, kept with a collision so that it can be run again. */
export interface KeptList {
  readonly values: readonly string[]
  readonly numeric: readonly number[]
  readonly source: ListedValues['source']
}
export type ListInput =
  v.InferOutput<(typeof collisionContract)['collision.list']['args']>['input'] | { readonly kept: KeptList }
export interface ListedValues {
  readonly values: readonly string[]
  /** Places of values whose cell held a number. */
  readonly numeric: ReadonlySet<number>
  readonly source: { readonly fileName: string; readonly sheet: string; readonly column: number } | null
  /** SHA-256 over the values as given. */
  readonly digest: string
}

/** The values of a list. Errors: `list-empty`, `list-too-long` (details: limit), `file-not-granted`, `sheet-not-found`, those of the parser. */
export async function listedValues(context: ReadingJobContext, input: ListInput): Promise<ListedValues> {
  if ('kept' in input) return checked(input.kept.values, new Set(input.kept.numeric), input.kept.source)
  if ('text' in input) {
    const values: string[] = []
    for (const value of listedParts(input.text, input.signs)) {
      if (values.length >= mostListed) throw tooLong()
      values.push(value)
    }
    return checked(values, new Set(), null)
  }
  const granted = context.files.get(input.fileId)
  context.progress('list', 0, null)
  const source = await grantedSource(granted)
  try {
    const message = await runParser(
      context.workspace,
      {
        what: 'column',
        file: {
          fileName: granted.fileName,
          path: granted.member?.path ?? '',
          size: source.size,
          encoding: input.encoding ?? null,
          separator: input.separator ?? null,
          password: input.password ?? null,
          fileKey: null,
          now: context.at,
        },
        sheet: input.sheet,
        column: input.column,
        fromRow: input.fromRow,
        limit: mostListed,
      },
      source,
      context.signal,
      () => undefined,
    )
    if (message.type !== 'column') throw new AppError('parser-stopped', 'another answer than asked for')
    if (message.more) throw tooLong(granted.fileName)
    return checked(message.values, new Set(message.numeric), {
      fileName: granted.fileName,
      sheet: message.sheet,
      column: input.column,
    })
  } finally {
    await source.close()
  }
}
function checked(
  values: readonly string[],
  numeric: ReadonlySet<number>,
  source: ListedValues['source'],
): ListedValues {
  if (values.length === 0)
    throw new AppError(
      'list-empty',
      'the list holds no value',
      source === null ? {} : { file: source.fileName },
    )
  return { values, numeric, source, digest: digestOf(values) }
}
function tooLong(file?: string): AppError {
  return new AppError('list-too-long', 'the list holds more values than one collision takes', {
    limit: mostListed,
    ...(file === undefined ? {} : { file }),
  })
}
export function keptList({
  values,
  numeric,
  source,
}: Pick<ListedValues, 'values' | 'numeric' | 'source'>): KeptList {
  return { values, numeric: [...numeric], source }
}
/** SHA-256 over texts in their order. */
export function digestOf(values: readonly string[]): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(value.length.toString()).update(':').update(value)
  return hash.digest('hex')
}
