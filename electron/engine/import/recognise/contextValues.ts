/** Values that stand around a table: in its title, preamble, footer, sheet name, file name or folder. */
import type { Field, RecordKind } from '../../../../shared/model/define.ts'
import { type RawRow } from '../formats/cells.ts'

export interface Surroundings {
  readonly sheetName: string
  readonly fileName: string
  readonly path: string
  readonly above: readonly RawRow[]
  readonly below: readonly RawRow[]
}
export interface ContextValue {
  readonly field: Field
  readonly from: NonNullable<Field['context']>[number]['from']
  readonly text: string
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
    path: [around.path],
    title: textsOf(around.above),
    preamble: textsOf(around.above),
    footer: textsOf(around.below),
  } satisfies Record<ContextValue['from'], readonly string[]>
  const found: ContextValue[] = []
  for (const field of kind.fields) {
    for (const { from, pattern } of field.context ?? []) {
      const text = firstMatch(patternOf(pattern), sources[from])
      if (text === null) continue
      found.push({ field, from, text })
      break
    }
  }
  return found
}

function firstMatch(pattern: RegExp, texts: readonly string[]): string | null {
  for (const text of texts) {
    const match = pattern.exec(text) ?? pattern.exec(text.normalize('NFKC'))
    const value = match?.[1]?.trim()
    if (value !== undefined && value !== '') return value
  }
  return null
}
