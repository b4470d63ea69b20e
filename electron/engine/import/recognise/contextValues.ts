/** Values that stand around a table: in its title, preamble, footer, sheet name, file name or folder. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { Field, FieldContext, RecordKind } from '../../../../shared/model/define.ts'
import { ownerInName } from '../../../../shared/model/ownerInName.ts'
import { type RawRow } from '../formats/cells.ts'

export interface Surroundings {
  readonly sheetName: string
  readonly fileName: string
  readonly path: string
  readonly above: readonly RawRow[]
  /** So many of the lines above belong to this table alone; left out: all. */
  readonly own?: number
  readonly below: readonly RawRow[]
}
export interface ContextValue {
  readonly field: Field
  readonly from: FieldContext['from']
  readonly text: string
  /** How it was found. */
  readonly by: FieldContext
}

const compiled = new Map<string, RegExp>()
function patternOf(source: string): RegExp {
  let pattern = compiled.get(source)
  if (pattern === undefined) {
    pattern = new RegExp(source, 'u')
    compiled.set(source, pattern)
  }
  return pattern
}

/** Cells one by one, then the row as a whole (key and value in two cells), as read and width-folded. */
function textsOf(rows: readonly RawRow[]): readonly string[] {
  const texts: string[] = []
  for (const { cells } of rows) {
    const filled = cells.map((cell) => closedUp(cell.trim())).filter((cell) => cell !== '')
    texts.push(...filled)
    if (filled.length > 1) texts.push(filled.join('\t'))
  }
  return texts
}

/** 户　　名：as 户名：: names are spread to one width. */
function closedUp(cell: string): string {
  return cell.replace(/^\p{Script=Han}(?:\s*\p{Script=Han}){0,12}\s*(?=[:：])/u, (name) =>
    name.replace(/\s+/g, ''),
  )
}

/** What the surroundings give for the fields of a kind that can be taken from there; the first pattern that fits wins. */
export function contextValues(kind: RecordKind, around: Surroundings): readonly ContextValue[] {
  const sources = {
    sheetName: [around.sheetName],
    fileName: [around.fileName, around.fileName.replace(/\.[^.]+$/, '')],
    path: [around.path, ...around.path.split('/').reverse()],
    title: textsOf(around.above),
    preamble: textsOf(around.above),
    footer: textsOf(around.below),
  } satisfies Record<ContextValue['from'], readonly string[]>
  const own = around.own === undefined ? sources.title : textsOf(around.above.slice(0, around.own))
  const found: ContextValue[] = []
  for (const field of kind.fields) {
    for (const by of field.context ?? []) {
      const texts = 'own' in by && by.own === true && by.from === 'title' ? own : sources[by.from]
      const text = 'owner' in by ? firstOwner(by, texts) : firstMatch(patternOf(by.pattern), texts)
      if (text === null) continue
      found.push({ field, from: by.from, text, by })
      break
    }
  }
  return found
}

/**
 * Whether what was found is not meant for the rows: columns tell it, or the owner in a name is not theirs because the value stands among the other sides
 * (a sheet for each counterparty).
 */
export function notMeant(
  { by, text }: ContextValue,
  columns: readonly ColumnMapping[],
  data: readonly RawRow[],
): boolean {
  const has = (fields: readonly string[]) =>
    columns.filter(({ column, field }) => column !== null && field !== null && fields.includes(field))
  if (has(by.unless ?? []).length > 0) return true
  if (!('owner' in by)) return false
  const plain = (cell: string) => cell.normalize('NFKC').replace(/[\s-]/g, '')
  const own = plain(text)
  return has(by.notIn).some(({ column }) =>
    data.some(({ cells }) => plain(cells[column ?? -1] ?? '') === own),
  )
}

/** A line above a table names an owner only with a number; a name alone may be anybody's. */
function firstOwner(
  { from, owner }: Extract<FieldContext, { owner: unknown }>,
  texts: readonly string[],
): string | null {
  for (const text of texts) {
    const found = ownerInName(text)
    if (from === 'title' && found.number === null && found.idNumber === null) continue
    if (found[owner] !== null) return found[owner]
  }
  return null
}
function firstMatch(pattern: RegExp, texts: readonly string[]): string | null {
  for (const text of texts) {
    const match = pattern.exec(text) ?? pattern.exec(text.normalize('NFKC'))
    const value = match?.[1]?.trim()
    if (value !== undefined && value !== '') return value
  }
  return null
}
