/** Pieces of answers that the analyses of calls share. */
import type {
  AnalysisColumn,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
  EntityCell,
} from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import { entityCell, entityKey } from '../entities/analysisCells.ts'
import { readEntities } from '../entities/entityRows.ts'
import type { Db } from '../store/db.ts'
import type { CallTable } from './callTable.ts'

const mostPicked = 5_000
/** Rows of a table by their numbers, in as many scopes as they need. */
export function pickedScopes(kind: string, recordIds: Iterable<number>): readonly ScopeInput[] {
  const ids = [...new Set(recordIds)]
  const scopes: ScopeInput[] = []
  for (let from = 0; from < ids.length; from += mostPicked)
    scopes.push({ kind, picked: ids.slice(from, from + mostPicked) })
  return scopes
}
/** An answer without lines, and why. */
export function withheld(...notes: readonly AnalysisNote[]): AnalysisResult {
  return { figures: [], tables: [], notes, entities: [], links: [] }
}
/** A table of the first lines, with how many there are; each line is made only where it is shown. */
export function tableOf<Line>(
  { id, title, columns }: Pick<AnalysisTable, 'id' | 'title' | 'columns'>,
  lines: readonly Line[],
  row: (line: Line, place: number) => AnalysisRow,
  most = mostRows,
): AnalysisTable {
  return { id, title, columns, rows: lines.slice(0, most).map(row), total: lines.length }
}
/** Places of sorted lines, equal ones sharing one. */
export function ranked<Line>(
  lines: readonly Line[],
  isEqual: (one: Line, other: Line) => boolean,
): readonly number[] {
  const ranks: number[] = []
  lines.forEach((line, place) => {
    const before = lines[place - 1]
    ranks.push(before !== undefined && isEqual(before, line) ? (ranks[place - 1] ?? 1) : place + 1)
  })
  return ranks
}
/** Entities by id with their stable keys, for order and for keys of lines. */
export class Named {
  private readonly entities: ReadonlyMap<number, EntitySummary>
  constructor(db: Db, ids: Iterable<number>) {
    this.entities = readEntities(db, new Set(ids))
  }
  get(id: number): EntitySummary | undefined {
    return this.entities.get(id)
  }
  key(id: number): string {
    const entity = this.entities.get(id)
    return entity === undefined ? `#${id}` : entityKey(entity)
  }
  cell(id: number): EntityCell | null {
    const entity = this.entities.get(id)
    return entity === undefined ? null : entityCell(entity)
  }
  cells(ids: Iterable<number>): readonly EntityCell[] {
    return [...ids]
      .toSorted((one, other) => compare(this.key(one), this.key(other)))
      .flatMap((id) => this.cell(id) ?? [])
  }
}
/** A column in a line. */
export function column(id: string, sort: AnalysisColumn['sort'], zh: string, en: string): AnalysisColumn {
  return { id, sort, title: { zh, en } }
}
/** Order of texts by their code, the same on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
/** A note with a count, or none where there is nothing to count. */
export function countNote(
  count: number,
  id: string,
  zh: string,
  en: string,
  tone: AnalysisNote['tone'] = 'note',
): readonly AnalysisNote[] {
  return count === 0
    ? []
    : [
        {
          tone,
          id,
          words: { zh: zh.replace('{count}', String(count)), en: en.replace('{count}', String(count)) },
        },
      ]
}
/** Said where a case has no list of calls. */
export const noCalls: AnalysisNote = {
  tone: 'withheld',
  id: 'no-calls',
  words: { zh: '案件中没有话单。', en: 'The case holds no list of calls.' },
}
/** What every answer about calls says of the material. */
export function materialNotes({ rows, listed, secondSides }: CallTable): readonly AnalysisNote[] {
  const nobody = rows.filter(({ counted, own, counter }) => counted && (own === null || counter === null))
  return [
    {
      tone: 'note',
      id: 'listed',
      words: {
        zh: `有本机话单的号码 ${listed.size} 个；其他号码只见于这些话单，它们之间的通话、它们自己的小区与手机不在材料中。`,
        en: `${listed.size} numbers have a list of their own; others are seen in those lists only, what they did among themselves is not in the material.`,
      },
    },
    ...countNote(
      secondSides,
      'both-sides',
      '{count} 次通话在双方话单里各有一行（号码互换、主被叫相反、起时相差 5 分钟以内、时长相差 2 秒以内），只计一次。',
      '{count} calls stand in the lists of both phones and count once.',
    ),
    ...countNote(
      nobody.length,
      'no-number',
      '{count} 行没有可用的本机或对方号码，未计入。',
      '{count} rows without a usable own or other number are not counted.',
      'warn',
    ),
  ]
}
